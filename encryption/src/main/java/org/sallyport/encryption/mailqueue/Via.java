package org.sallyport.encryption.mailqueue;

import java.util.Optional;
import org.sallyport.smtp.client.SmtpConnection;
import org.sallyport.wire.smtp.Capabilities;

/**
 * By whom a delivery went.
 *
 * @param hop its host; empty: nobody answered
 * @param reports whether it tells senders of success itself (DSN, RFC 3461)
 */
public record Via(Optional<String> hop, boolean reports) {
  /** Nobody answered. */
  public static final Via NOBODY = new Via(Optional.empty(), true);

  /** By a next hop that has answered EHLO. */
  public static Via of(SmtpConnection connection) {
    return new Via(
        Optional.of(connection.hop().address().host()),
        connection.capabilities().has(Capabilities.DSN));
  }
}
