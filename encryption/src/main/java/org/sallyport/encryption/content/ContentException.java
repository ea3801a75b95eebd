package org.sallyport.encryption.content;

import java.io.IOException;

/** A content that cannot be read: it is not there, was changed, or the store does not answer. */
public final class ContentException extends IOException {
  private static final long serialVersionUID = 1L;

  ContentException(String message) {
    super(message);
  }

  ContentException(String message, Throwable cause) {
    super(message, cause);
  }
}
