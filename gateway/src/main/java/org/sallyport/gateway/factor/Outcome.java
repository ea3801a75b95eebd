package org.sallyport.gateway.factor;

/** What came of a request to the authority. */
public sealed interface Outcome {
  /**
   * An answer that is about the request: 2xx, or 4xx other than those that are about the link.
   *
   * @param body as it came, not yet read
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
  record Answered(int status, byte[] body) implements Outcome {}

  /**
   * No address has answered.
   *
   * @param detail a sentence for the log
   */
  record Failed(Answer.Cause cause, String detail) implements Outcome {}
}
