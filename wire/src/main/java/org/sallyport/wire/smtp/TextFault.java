package org.sallyport.wire.smtp;

/** Why a line or the text of a message cannot be taken as it is. */
public enum TextFault {
  /** A CR that no LF follows (RFC 5321 section 2.3.8). */
  BARE_CR("a CR without an LF after it"),
  /** An LF that follows no CR (RFC 5321 section 2.3.8). */
  BARE_LF("an LF without a CR before it"),
  /** A line longer than allowed (RFC 5321 section 4.5.3.1). */
  LONG_LINE("a line longer than allowed"),
  /** A control character in a line that is no text of a message. */
  CONTROL("a control character"),
  /** Octets that are not UTF-8 (RFC 6531 section 3.1). */
  NOT_UTF8("octets that are not UTF-8");

  private final String words;

  TextFault(String words) {
    this.words = words;
  }

  /** What was found, for a reply or a log: {@code a CR without an LF after it}. */
  public String words() {
    return words;
  }
}
