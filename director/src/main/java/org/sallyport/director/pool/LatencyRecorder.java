package org.sallyport.director.pool;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of durations with four buckets to each power of two of microseconds: any value is
 * told to within a quarter. Any thread; {@link #record} neither locks nor allocates.
 */
public final class LatencyRecorder {
  private static final int SUB = 4;
  private static final int TOP_EXPONENT = 36;
  static final int BUCKETS = TOP_EXPONENT * SUB;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  LatencyRecorder() {}

  /** Counts one duration, in nanoseconds. */
  public void record(long nanos) {
    counts.getAndIncrement(bucket(nanos));
  }

  /** The counts at this moment; weakly consistent while traffic runs. */
  public LatencySnapshot snapshot() {
    var copy = new long[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      copy[i] = counts.getPlain(i);
    }
    return new LatencySnapshot(copy);
  }

  /** Values below four microseconds have a bucket each; above, the two bits under the top one. */
  static int bucket(long nanos) {
    long micros = Math.max(0, nanos) / 1000;
    if (micros < SUB) {
      return (int) micros;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(micros);
    int sub = (int) (micros >>> (exponent - 2)) & (SUB - 1);
    return Math.min(BUCKETS - 1, (exponent - 1) * SUB + sub);
  }

  /** The first duration above the bucket, in nanoseconds. */
  static long upperBound(int bucket) {
    if (bucket < SUB) {
      return (bucket + 1) * 1000L;
    }
    int exponent = bucket / SUB + 1;
    return ((SUB + bucket % SUB + 1L) * 1000L) << (exponent - 2);
  }
}
