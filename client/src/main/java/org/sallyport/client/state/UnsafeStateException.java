package org.sallyport.client.state;

import java.io.IOException;

/** A file or folder of the state that others can read or write; its message says what to do. */
public final class UnsafeStateException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsafeStateException(String message) {
    super(message);
  }
}
