package org.sallyport.benchmarks.load;

import org.HdrHistogram.Histogram;

/** Counts of the present window. Event loop only. */
final class Tally {
  private static final long LONGEST_NANOS = 120_000_000_000L;

  private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
  private long since = System.nanoTime();
  private long lastCompletion = since;
  private long completed;
  private long failed;
  private long moved;
  private long longestGap;

  void completed(long due) {
    var now = System.nanoTime();
    latency.recordValue(Math.clamp(now - due, 0, LONGEST_NANOS));
    longestGap = Math.max(longestGap, now - lastCompletion);
    lastCompletion = now;
    completed++;
  }

  void failed() {
    failed++;
  }

  void moved() {
    moved++;
  }

  /** What was counted since the last call; counting starts anew. */
  LoadWindow cut(int waiting) {
    var now = System.nanoTime();
    var window =
        new LoadWindow(
            (now - since) / 1e9,
            completed,
            failed,
            moved,
            waiting,
            micros(50),
            micros(99),
            micros(99.9),
            latency.getMaxValue() / 1e3,
            Math.max(longestGap, now - lastCompletion) / 1e3);
    latency.reset();
    since = now;
    lastCompletion = now;
    completed = 0;
    failed = 0;
    moved = 0;
    longestGap = 0;
    return window;
  }

  private double micros(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e3;
  }
}
