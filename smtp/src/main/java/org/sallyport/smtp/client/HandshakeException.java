package org.sallyport.smtp.client;

import java.io.IOException;

/** TLS that was begun and did not come about. */
final class HandshakeException extends IOException {
  private static final long serialVersionUID = 1L;

  HandshakeException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
