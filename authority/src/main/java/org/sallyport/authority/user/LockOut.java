package org.sallyport.authority.user;

import java.time.Duration;

/**
 * When wrong codes lock a user.
 *
 * @param wrongCodes how many in a row, 1 or more
 * @param duration for how long; then the lock releases itself
 */
public record LockOut(int wrongCodes, Duration duration) {
  /** Ten wrong codes, a quarter of an hour. */
  public static final LockOut USUAL = new LockOut(10, Duration.ofMinutes(15));

  /** Refuses a lock that comes at once or never ends. */
  public LockOut {
    if (wrongCodes < 1 || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("a lock comes after one wrong code or more, for a time");
    }
  }
}
