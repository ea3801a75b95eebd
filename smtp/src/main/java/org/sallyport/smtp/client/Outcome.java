package org.sallyport.smtp.client;

import org.sallyport.wire.smtp.Reply;

/** What came of a message for one recipient. */
public sealed interface Outcome {
  /** The next hop has it. */
  record Accepted(Reply reply) implements Outcome {}

  /**
   * The next hop has not got it, and may get it later.
   *
   * @param reply what it said, or 451 and what happened instead
   */
  record Deferred(Reply reply) implements Outcome {}

  /**
   * The next hop has not got it and never will.
   *
   * @param reply what it said, or what it would have
   */
  record Refused(Reply reply) implements Outcome {}

  /**
   * The whole text was sent, and no answer came.
   *
   * @param reason for logs
   */
  record Unknown(String reason) implements Outcome {}

  /** Of an answer. */
  static Outcome of(Reply reply) {
    if (reply.isPositive()) {
      return new Accepted(reply);
    }
    return reply.isPermanent() ? new Refused(reply) : new Deferred(reply);
  }
}
