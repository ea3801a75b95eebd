package org.sallyport.encryption.session;

import java.time.Instant;

/**
 * A session as its client holds it.
 *
 * @param text opaque; whoever has it is the client until it ends
 */
public record SessionToken(String text, Instant expires) {
  @Override
  public String toString() {
    return "SessionToken[hidden, until " + expires + "]";
  }
}
