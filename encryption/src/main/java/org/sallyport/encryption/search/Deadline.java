package org.sallyport.encryption.search;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * When something has to be over.
 *
 * @param nanos by {@link System#nanoTime}
 */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** This one, or an earlier one. */
  Deadline within(Duration time) {
    var other = in(time);
    return other.nanos - nanos < 0 ? other : this;
  }

  long leftNanos() {
    return nanos - System.nanoTime();
  }

  boolean isOver() {
    return leftNanos() <= 0;
  }

  /** Milliseconds that are left, one at least; throws when none are. */
  int leftMillis() throws IOException {
    long left = leftNanos();
    if (left <= 0) {
      throw new SocketTimeoutException("it took too long");
    }
    return Math.clamp(left / 1_000_000, 1, Integer.MAX_VALUE);
  }
}
