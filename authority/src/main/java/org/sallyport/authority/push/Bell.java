package org.sallyport.authority.push;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
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

  /** One who waits for one name or for several; closing ends it. */
  final class Listener implements AutoCloseable {
    private final Set<String> names;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final Semaphore rung = new Semaphore(0);

    private Listener(Collection<String> names) {
      this.names = Set.copyOf(names);
    }

    private void hear(String name) {
      heard.add(name);
      rung.release();
    }

    /** The names that were rung since they were taken last. */
    Set<String> take() {
      var taken = new HashSet<>(heard);
      heard.removeAll(taken);
      return taken;
    }

    /** Waits for a ring since the last wait, or until the time has passed. */
    void await(Duration atMost) throws InterruptedException {
      if (rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        rung.drainPermits();
      }
    }

    /** Lets that time pass, whatever is rung. */
    void awaitNothing(Duration time) throws InterruptedException {
      long end = System.nanoTime() + time.toNanos();
      for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
        await(Duration.ofNanos(left));
      }
    }

    @Override
    public void close() {
      for (var name : names) {
        listeners.computeIfPresent(
            name,
            (_, all) -> {
              all.remove(this);
              return all.isEmpty() ? null : all;
            });
      }
    }
  }

  Listener listen(String name) {
    return listen(Set.of(name));
  }

  Listener listen(Collection<String> names) {
    var listener = new Listener(names);
    for (var name : listener.names) {
      listeners.compute(
          name,
          (_, all) -> {
            Set<Listener> some = all == null ? ConcurrentHashMap.newKeySet(1) : all;
            some.add(listener);
            return some;
          });
    }
    somebody.release();
    return listener;
  }

  void ring(String name) {
    listeners.getOrDefault(name, Set.of()).forEach(listener -> listener.hear(name));
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
