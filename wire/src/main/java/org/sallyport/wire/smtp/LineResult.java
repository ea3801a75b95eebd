package org.sallyport.wire.smtp;

/** What the beginning of a buffer is. */
public sealed interface LineResult {
  /**
   * A whole line.
   *
   * @param text without CR LF
   * @param consumed octets of the buffer, CR LF included
   */
  record Line(String text, int consumed) implements LineResult {}

  /** The line is not whole yet. */
  enum NeedMore implements LineResult {
    INSTANCE
  }

  /**
   * No line.
   *
   * @param offset where in the array
   */
  record Malformed(int offset, TextFault fault) implements LineResult {}
}
