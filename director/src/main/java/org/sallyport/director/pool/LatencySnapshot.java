package org.sallyport.director.pool;

import java.time.Duration;
import java.util.Arrays;

/** Counts of a {@link LatencyRecorder}; the difference of two tells about the time in between. */
public final class LatencySnapshot {
  /** Nothing was recorded. */
  public static final LatencySnapshot NOTHING =
      new LatencySnapshot(new long[LatencyRecorder.BUCKETS]);

  private final long[] counts;

  LatencySnapshot(long[] counts) {
    this.counts = counts;
  }

  /** What was recorded after {@code earlier}, a snapshot of the same recorder. */
  public LatencySnapshot since(LatencySnapshot earlier) {
    var difference = new long[counts.length];
    Arrays.setAll(difference, i -> counts[i] - earlier.counts[i]);
    return new LatencySnapshot(difference);
  }

  /** What both recorded. */
  public LatencySnapshot plus(LatencySnapshot other) {
    var sum = new long[counts.length];
    Arrays.setAll(sum, i -> counts[i] + other.counts[i]);
    return new LatencySnapshot(sum);
  }

  /** How many durations were recorded. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /** How many durations were below a bound; exact where that is a power of two of a microsecond. */
  public long below(Duration bound) {
    long below = 0;
    for (int i = 0; i < counts.length && LatencyRecorder.upperBound(i) <= bound.toNanos(); i++) {
      below += counts[i];
    }
    return below;
  }

  /**
   * The duration that the given share of all stays below, told to within a quarter; zero where
   * nothing was recorded.
   *
   * @param share such as 0.99, above 0 and at most 1
   */
  public Duration percentile(double share) {
    long rank = (long) Math.ceil(share * count());
    long seen = 0;
    for (int i = 0; i < counts.length && rank > 0; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Duration.ofNanos(LatencyRecorder.upperBound(i));
      }
    }
    return Duration.ZERO;
  }
}
