package org.sallyport.wire.smtp;

/** What the beginning of a buffer is. */
public sealed interface ReplyResult {
  /**
   * A whole reply.
   *
   * @param consumed octets of the buffer
   */
  record Decoded(Reply reply, int consumed) implements ReplyResult {}

  /** The reply is not whole yet. */
  enum NeedMore implements ReplyResult {
    INSTANCE
  }

  /**
   * No reply.
   *
   * @param offset where in the array
   * @param reason for a log
   */
  record Malformed(int offset, String reason) implements ReplyResult {}
}
