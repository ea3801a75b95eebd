package org.sallyport.smtp.client;

import java.io.IOException;
import org.sallyport.wire.smtp.Reply;

/** A next hop that does not want to be spoken to. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  RefusedException(String step, Reply reply) {
    super(step + " was answered with " + reply);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
