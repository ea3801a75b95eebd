package org.sallyport.director.persistence;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.sallyport.director.pool.PoolMemory;
import org.sallyport.director.pool.PoolSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what changes to the state file, on a virtual thread. A disk that refuses is told about
 * once and tried again with everything until it takes it.
 */
final class StateWriter {
  private static final Logger log = LoggerFactory.getLogger(StateWriter.class);
  private static final long PERIOD_MILLIS = 500;
  private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final long TOLERATED = 1 << 20;

  private final StateFile file;
  private final HashKey key;
  private final AffinityTable table;
  private final PoolSet pools;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("director-state").unstarted(this::run);
  private Map<String, PoolMemory> saved = Map.of();
  private long sweptAt;
  private boolean whole = true;
  private boolean failing;

  StateWriter(
      StateFile file, HashKey key, AffinityTable table, PoolSet pools, InstantSource clock) {
    this.file = file;
    this.key = key;
    this.table = table;
    this.pools = pools;
    this.clock = clock;
    this.sweptAt = clock.millis();
  }

  void start() {
    flush();
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void flush() {
    lock.lock();
    try {
      sweep();
      write();
      if (failing) {
        log.atInfo().log("state.written-again");
      }
      failing = false;
      whole = false;
    } catch (IOException | RuntimeException e) {
      // Whatever broke this time, what is remembered must be written the next time.
      if (!failing) {
        log.atError().setCause(e).log("state.not-written");
      }
      failing = true;
      whole = true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread and writes everything, times of last use included. */
  void stop() {
    stopped.countDown();
    join();
    lock.lock();
    try {
      whole = true;
      flush();
    } finally {
      lock.unlock();
    }
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    if (clock.millis() - sweptAt >= SWEEP_MILLIS) {
      sweptAt = clock.millis();
      table.sweep(sweptAt);
    }
  }

  private void write() throws IOException {
    var changed = table.drain();
    var memories = pools.memories();
    if (whole || file.bloated(TOLERATED)) {
      file.rewrite(everything(memories));
    } else {
      var records =
          Stream.concat(
                  changed.stream().map(StateWriter::change),
                  memories.entrySet().stream()
                      .filter(entry -> !entry.getValue().equals(saved.get(entry.getKey())))
                      .map(entry -> new StateRecord.OfPool(entry.getKey(), entry.getValue())))
              .toList();
      if (!records.isEmpty()) {
        file.append(records.stream().map(StateRecord.class::cast));
      }
    }
    saved = memories;
  }

  private Stream<StateRecord> everything(Map<String, PoolMemory> memories) {
    Stream<StateRecord> first = Stream.of(new StateRecord.Key(key));
    Stream<StateRecord> ofPools =
        memories.entrySet().stream()
            .map(entry -> new StateRecord.OfPool(entry.getKey(), entry.getValue()));
    Stream<StateRecord> sessions = table.all().stream().map(StateRecord.Session::of);
    return Stream.of(first, ofPools, sessions).flatMap(part -> part);
  }

  /** A key that is taken again after its entry has left has a later change of its own. */
  private static StateRecord change(AffinityEntry entry) {
    return entry.gone() ? new StateRecord.Gone(entry.hi, entry.lo) : StateRecord.Session.of(entry);
  }
}
