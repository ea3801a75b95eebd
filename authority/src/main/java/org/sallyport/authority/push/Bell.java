package org.sallyport.authority.push;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes those who wait for something of a name. A ring that nobody waits for is lost, so a waiter
 * listens first, looks then, and waits last. Safe for use by any number of threads.
 */
final class Bell {
  private final ConcurrentHashMap<String, Set<Listener>> listeners = new ConcurrentHashMap<>();
  private final Semaphore somebody = new Semaphore(0);

  /** One who waits; closing ends it. */
  final class Listener implements AutoCloseable {
    private final String name;
    private final Semaphore rung = new Semaphore(0);

    private Listener(String name) {
      this.name = name;
    }

    /** Waits for a ring since the last wait, or until the time has passed. */
    void await(Duration atMost) throws InterruptedException {
      if (rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        rung.drainPermits();
      }
    }

    @Override
    public void close() {
      listeners.computeIfPresent(
          name,
          (_, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  Listener listen(String name) {
    var listener = new Listener(name);
    listeners.compute(
        name,
        (_, all) -> {
          Set<Listener> some = all == null ? ConcurrentHashMap.newKeySet() : all;
          some.add(listener);
          return some;
        });
    somebody.release();
    return listener;
  }

  void ring(String name) {
    listeners.getOrDefault(name, Set.of()).forEach(listener -> listener.rung.release());
  }

  void ringAll() {
    listeners.keySet().forEach(this::ring);
  }

  /** Returns once somebody waits. */
  void awaitListener() throws InterruptedException {
    while (listeners.isEmpty()) {
      somebody.acquire();
      somebody.drainPermits();
    }
  }
}
