package org.sallyport.smtp.server;

import java.io.IOException;

/** Says to whoever reads a text that it will never be whole. The server answers the client. */
public final class BrokenTextException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenTextException(String message) {
    super(message);
  }

  /** Left out: a text that breaks off is an ordinary event. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
