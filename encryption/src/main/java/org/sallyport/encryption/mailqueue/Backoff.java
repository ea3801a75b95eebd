package org.sallyport.encryption.mailqueue;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When something is tried again: later each time, and never at the same moment as everything else.
 *
 * @param chance 0 to 1
 */
record Backoff(Duration first, Duration longest, DoubleSupplier chance) {
  private static final int MOST_DOUBLED = 30;

  /**
   * After a number of tries.
   *
   * @param tries before the one that has just failed
   * @return up to a fifth shorter or longer than the settings say
   */
  Duration after(long tries) {
    double doubled = first.toMillis() * (double) (1L << Math.clamp(tries, 0, MOST_DOUBLED));
    double bounded = Math.min(doubled, (double) longest.toMillis());
    return Duration.ofMillis((long) (bounded * (0.8 + 0.4 * chance.getAsDouble())));
  }
}
