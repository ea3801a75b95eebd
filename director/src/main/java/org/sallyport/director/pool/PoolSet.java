package org.sallyport.director.pool;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.PoolSettings;

/** All pools of a director, carried from one configuration to the next. Any thread. */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // the bodies follow
public final class PoolSet {

  /**
   * An empty set.
   *
   * @param remembered what pools knew before the restart, by name
   */
  public PoolSet(InstantSource clock, Map<String, PoolMemory> remembered) {
    throw new UnsupportedOperationException(clock + "" + remembered);
  }

  /** Hears every pool's changes, of pools to come as well. */
  public void listen(PoolListener listener) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes new settings: pools that are not named go, others keep what their members know. Pools
   * keep their identity by name. Called by one thread at a time.
   */
  public void apply(Map<String, PoolSettings> settings) {
    throw new UnsupportedOperationException();
  }

  /** The pool of that name. */
  public @Nullable Pool pool(String name) {
    return null;
  }

  /** All pools, in the order of the file. */
  public Collection<Pool> pools() {
    return List.of();
  }

  /** {@link Pool#advance} on each. */
  public void advance() {
    throw new UnsupportedOperationException();
  }
}
