package org.sallyport.director.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.pool.PoolMemory;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.settings.PersistenceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a director keeps across a restart: the affinity table, its secret key, administrative states
 * and incumbents. One file, readable by its owner alone.
 *
 * <p>What changes is on the disk within a second; {@link #close} writes the rest, so that only a
 * crash can lose anything, and then no more than that second. The time at which a session was last
 * used is saved when it is older by a 64th of {@code idle}.
 */
public final class DirectorState implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectorState.class);

  private final InstantSource clock;
  private final StateFile file;
  private final AffinityTable table;
  private final HashKey key;
  private final Map<String, PoolMemory> remembered;
  private @Nullable StateWriter writer;

  private DirectorState(
      InstantSource clock,
      StateFile file,
      AffinityTable table,
      HashKey key,
      Map<String, PoolMemory> remembered) {
    this.clock = clock;
    this.file = file;
    this.table = table;
    this.key = key;
    this.remembered = Map.copyOf(remembered);
  }

  /**
   * Reads the folder's state, made where it is missing. What is damaged is left out and logged.
   *
   * @throws UncheckedIOException where the folder cannot be read or made
   * @throws IllegalStateException where another director uses it
   */
  public static DirectorState open(Path folder, int entries, InstantSource clock) {
    try {
      var file = StateFile.open(folder);
      var found = file.read();
      if (found.damaged() > 0) {
        log.atWarn()
            .addKeyValue("folder", folder)
            .addKeyValue("bytes", found.damaged())
            .addKeyValue("records", found.records().size())
            .log("state.damaged");
      }
      return of(found, file, entries, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the state in " + folder + " cannot be read", e);
    }
  }

  private static DirectorState of(
      StateReader.Found found, StateFile file, int entries, InstantSource clock) {
    var table = new AffinityTable(entries);
    var pools = new HashMap<String, PoolMemory>();
    @Nullable HashKey key = null;
    for (var state : found.records()) {
      switch (state) {
        case StateRecord.Key known -> key = known.key();
        case StateRecord.OfPool pool -> pools.put(pool.name(), pool.memory());
        case StateRecord.Session session -> restore(table, session, clock.millis());
        case StateRecord.Gone gone -> forget(table, gone);
      }
    }
    if (key == null) {
      // Hashes of a lost key are of no use to anybody.
      return new DirectorState(clock, file, new AffinityTable(entries), HashKey.random(), pools);
    }
    return new DirectorState(clock, file, table, key, pools);
  }

  private static void restore(AffinityTable table, StateRecord.Session session, long now) {
    var binding = table.scope(session.service()).binding(session.member());
    table.restore(
        new AffinityEntry(
            session.hi(),
            session.lo(),
            session.address(),
            binding,
            session.created(),
            session.used()),
        now);
  }

  private static void forget(AffinityTable table, StateRecord.Gone gone) {
    var entry = table.find(gone.hi(), gone.lo());
    if (entry != null) {
      table.remove(entry);
    }
  }

  /** What pools knew before the restart, for {@link PoolSet}'s constructor. */
  public Map<String, PoolMemory> remembered() {
    return remembered;
  }

  /** The table that all services share. */
  public AffinityTable table() {
    return table;
  }

  /** The persistence of one service; asked again after each reload, over the same entries. */
  public Persistence persistence(String service, PersistenceSettings settings, Pool pool) {
    return new Persistence(service, settings, pool, table, key, clock);
  }

  /**
   * Begins to write changes, within a second after they happen, on a virtual thread. The pools may
   * get their settings later: until then what was remembered of them is kept.
   */
  public synchronized void start(PoolSet pools) {
    if (writer != null) {
      throw new IllegalStateException("started already");
    }
    writer = new StateWriter(file, key, table, pools, clock);
    writer.start();
  }

  /** Writes what has changed; {@link #start} came before. */
  synchronized void flush() {
    if (writer != null) {
      writer.flush();
    }
  }

  /** Writes everything and stops; nothing is lost. */
  @Override
  public synchronized void close() {
    try {
      if (writer != null) {
        writer.stop();
      }
      file.close();
    } catch (IOException e) {
      log.atError().setCause(e).log("state.not-closed");
    }
  }
}
