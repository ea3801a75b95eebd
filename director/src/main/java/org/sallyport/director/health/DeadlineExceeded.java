package org.sallyport.director.health;

import java.io.IOException;

/**
 * The time for the whole check is over. Not a {@code SocketTimeoutException}: libraries take that
 * for an invitation to read again.
 */
final class DeadlineExceeded extends IOException {
  private static final long serialVersionUID = 1;

  DeadlineExceeded() {
    super("deadline exceeded");
  }
}
