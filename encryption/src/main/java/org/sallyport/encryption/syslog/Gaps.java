package org.sallyport.encryption.syslog;

import java.time.Duration;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Numbers that are missing in a sequence. One may belong to a transaction that has not ended, so it
 * is waited for; after a while it belongs to one that was rolled back. How long it has been missing
 * goes by this node's own time from when it saw that, since the clocks of nodes that write differ.
 * Belongs to one thread.
 */
final class Gaps {
  /** No transaction takes longer. */
  static final Duration LATE = Duration.ofSeconds(15);

  private final LongSupplier nanos;
  private final TreeMap<Long, Long> seen = new TreeMap<>();

  /**
   * None so far.
   *
   * @param nanos a clock that only goes on
   */
  Gaps(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Whether nothing more is coming between two numbers that follow each other.
   *
   * @param before the lower one
   */
  boolean isOver(long before, long after) {
    if (after == before + 1) {
      return true;
    }
    long now = nanos.getAsLong();
    return now - seen.computeIfAbsent(before, _ -> now) > LATE.toNanos();
  }

  /** Forgets those before a position. */
  void passed(long position) {
    seen.headMap(position).clear();
  }
}
