package org.sallyport.smtp.server;

import java.util.Optional;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.Reply;

/**
 * What a hop is to one connection. One thread. A reply of code 421 ends the connection (RFC 5321
 * section 3.8).
 */
public interface Conversation extends AutoCloseable {
  /**
   * What the hop can carry. Offered to the client are those of SIZE, 8BITMIME, SMTPUTF8, DSN, AUTH
   * and ENHANCEDSTATUSCODES that are in it; the rest is the server's own.
   */
  Capabilities capabilities();

  /** A message begins. Its parameters are among those that were offered. */
  Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters);

  /**
   * A login (RFC 4954), asked for only where {@link #capabilities} has AUTH.
   *
   * @return the final reply; 235 is a login
   */
  default Reply login(LoginExchange exchange) {
    return Reply.of(502, "5.5.1", "not offered");
  }

  @Override
  void close();

  /** Whether a message may begin. */
  sealed interface Begun {
    /**
     * It may.
     *
     * @param reply positive
     */
    record Ready(Transaction transaction, Reply reply) implements Begun {
      public Ready {
        if (!reply.isPositive()) {
          throw new IllegalArgumentException("a sender who is taken is told so");
        }
      }
    }

    /** It may not. */
    record Refused(Reply reply) implements Begun {}
  }
}
