package org.sallyport.director.pool;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.PoolSettings;

/** All pools of a director, carried from one configuration to the next. Any thread. */
public final class PoolSet {
  private final InstantSource clock;
  private final Map<String, PoolMemory> remembered;
  private final List<PoolListener> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, Pool> pools = Map.of();

  /**
   * An empty set.
   *
   * @param remembered what pools knew before the restart, by name
   */
  public PoolSet(InstantSource clock, Map<String, PoolMemory> remembered) {
    this.clock = clock;
    this.remembered = new HashMap<>(remembered);
  }

  /** Hears every pool's changes, of pools to come as well. */
  public void listen(PoolListener listener) {
    listeners.add(listener);
  }

  /**
   * Takes new settings: pools that are not named go, others keep what their members know. A pool
   * keeps its identity by name, and one that comes back what administrators said.
   */
  public synchronized void apply(Map<String, PoolSettings> settings) {
    var next = new LinkedHashMap<String, Pool>();
    settings.forEach((name, wanted) -> next.put(name, carried(name, wanted)));
    for (var pool : pools.values()) {
      if (!next.containsKey(pool.name())) {
        remembered.put(pool.name(), pool.memory());
      }
    }
    pools = next;
  }

  private Pool carried(String name, PoolSettings settings) {
    var known = pools.get(name);
    if (known == null) {
      var memory = remembered.getOrDefault(name, PoolMemory.NONE);
      return new Pool(name, settings, memory, clock, this::changed);
    }
    known.apply(settings);
    return known;
  }

  private void changed(PoolEvent event) {
    for (var listener : listeners) {
      listener.changed(event);
    }
  }

  /** The pool of that name. */
  public @Nullable Pool pool(String name) {
    return pools.get(name);
  }

  /** All pools, in the order of the file. */
  public Collection<Pool> pools() {
    return java.util.Collections.unmodifiableCollection(pools.values());
  }

  /**
   * What to keep across a restart, by pool: also what is known of pools that no file has named yet
   * or that the present one does not name.
   */
  public synchronized Map<String, PoolMemory> memories() {
    var memories = new HashMap<>(remembered);
    for (var pool : pools.values()) {
      memories.put(pool.name(), pool.memory());
    }
    return memories;
  }

  /** {@link Pool#advance} on each. */
  public void advance() {
    for (var pool : pools.values()) {
      pool.advance();
    }
  }
}
