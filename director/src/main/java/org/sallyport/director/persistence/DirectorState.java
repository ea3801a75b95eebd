package org.sallyport.director.persistence;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.pool.PoolMemory;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.settings.PersistenceSettings;

/**
 * What a director keeps across a restart: the affinity table, its secret key, administrative states
 * and incumbents. One file, readable by its owner alone; see {@link #start}.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // the bodies follow
public final class DirectorState implements AutoCloseable {
  private DirectorState() {}

  /**
   * Reads the folder's state, made where it is missing. What is damaged is left out and logged.
   *
   * @throws java.io.UncheckedIOException where the folder cannot be read or made
   */
  public static DirectorState open(Path folder, int entries, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** What pools knew before the restart, for {@link PoolSet}'s constructor. */
  public Map<String, PoolMemory> remembered() {
    return Map.of();
  }

  /** The table that all services share. */
  public AffinityTable table() {
    throw new UnsupportedOperationException();
  }

  /** The persistence of one service; asked again after each reload, over the same entries. */
  public Persistence persistence(String service, PersistenceSettings settings, Pool pool) {
    throw new UnsupportedOperationException();
  }

  /** Begins to write changes, at most a second after they happen, on a virtual thread. */
  public void start(PoolSet pools) {
    throw new UnsupportedOperationException();
  }

  /** Writes everything and stops; nothing is lost. */
  @Override
  public void close() {}
}
