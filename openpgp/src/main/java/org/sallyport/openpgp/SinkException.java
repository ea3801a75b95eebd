package org.sallyport.openpgp;

import java.io.IOException;

/** The caller's sink failed; never leaves the package. */
final class SinkException extends Exception {
  private static final long serialVersionUID = 1;

  private final IOException failure;

  SinkException(IOException failure) {
    super(failure);
    this.failure = failure;
  }

  IOException failure() {
    return failure;
  }
}
