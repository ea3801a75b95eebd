package org.sallyport.openpgp;

import java.io.IOException;

/** Thrown while reading armor that is not well formed; the message says what was expected. */
public final class MalformedArmorException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedArmorException(String message) {
    super(message);
  }
}
