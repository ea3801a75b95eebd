package org.sallyport.gateway.radius;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many datagrams a server dropped, by cause. Says when one is worth a line of the log: the
 * first of a cause, and then one in ten seconds, so that a flood does not become one of lines. Safe
 * for use by several threads.
 */
final class RefusalCounts {
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);
  private final Map<Refusal, AtomicLong> quietUntil = new EnumMap<>(Refusal.class);

  RefusalCounts() {
    for (var cause : Refusal.values()) {
      counts.put(cause, new LongAdder());
      quietUntil.put(cause, new AtomicLong(System.nanoTime()));
    }
  }

  /** Counts one; true where it deserves a line. */
  boolean count(Refusal cause) {
    counts.get(cause).increment();
    var quiet = quietUntil.get(cause);
    long now = System.nanoTime();
    long until = quiet.get();
    return now - until >= 0 && quiet.compareAndSet(until, now + PAUSE_NANOS);
  }

  /** The causes that were met, with their counts. */
  Map<Refusal, Long> met() {
    var met = new EnumMap<Refusal, Long>(Refusal.class);
    counts.forEach(
        (cause, count) -> {
          if (count.sum() > 0) {
            met.put(cause, count.sum());
          }
        });
    return met;
  }
}
