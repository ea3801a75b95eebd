package org.sallyport.smtp.server;

import org.sallyport.wire.smtp.Reply;

/** What stands behind a server: the next hop, or a spool. Called on virtual threads; may block. */
public interface Hop {
  /**
   * A client has connected and waits for its greeting. It gets one when this returns {@link
   * Opened.Ready}, else the refusal.
   *
   * @param peer so far known by its address alone
   */
  Opened open(Peer peer);

  /** Whether a client is greeted. */
  sealed interface Opened {
    /** It is. The conversation is closed when the connection ends. */
    record Ready(Conversation conversation) implements Opened {}

    /** It is not: 421 for now, 554 for ever (RFC 5321 section 3.1). */
    record Refused(Reply reply) implements Opened {
      public Refused {
        if (reply.code() != 421 && reply.code() != 554) {
          throw new IllegalArgumentException("a greeting that refuses is 421 or 554");
        }
      }
    }
  }
}
