package org.sallyport.smtp.client;

import java.util.Optional;
import org.sallyport.wire.smtp.Reply;

/**
 * A next hop that could not be had.
 *
 * @param reason a sentence for logs and reports
 * @param reply what it said, where it said something
 */
public record Attempt(NextHop hop, String reason, Optional<Reply> reply) {
  @Override
  public String toString() {
    return hop + ": " + reason;
  }
}
