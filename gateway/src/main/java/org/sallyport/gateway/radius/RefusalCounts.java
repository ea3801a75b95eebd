package org.sallyport.gateway.radius;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many datagrams a server dropped, by cause. Says when one is worth a line of the log: the
 * first of a cause, and then one in ten seconds, so that a flood does not become one of lines. Safe
 * for use by several threads.
 */
final class RefusalCounts {
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private final ConcurrentMap<Refusal, Count> counts = new ConcurrentHashMap<>();
  private final long began = System.nanoTime();

  private record Count(LongAdder all, AtomicLong quietUntil) {}

  /** Counts one; true where it deserves a line. */
  boolean count(Refusal cause) {
    var count = counts.computeIfAbsent(cause, _ -> new Count(new LongAdder(), new AtomicLong()));
    count.all().increment();
    long now = System.nanoTime() - began;
    long until = count.quietUntil().get();
    return now >= until && count.quietUntil().compareAndSet(until, now + PAUSE_NANOS);
  }

  /** The causes that were met, with their counts. */
  Map<Refusal, Long> met() {
    var met = new TreeMap<Refusal, Long>();
    counts.forEach((cause, count) -> met.put(cause, count.all().sum()));
    return met;
  }
}
