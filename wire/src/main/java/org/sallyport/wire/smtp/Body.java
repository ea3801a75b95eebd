package org.sallyport.wire.smtp;

/** What the text of a message consists of (RFC 6152). BINARYMIME is not taken. */
public enum Body {
  /** ASCII. */
  SEVEN_BIT("7BIT"),
  /** Lines of any octets. */
  EIGHT_BIT_MIME("8BITMIME");

  private final String keyword;

  Body(String keyword) {
    this.keyword = keyword;
  }

  /** As it is written in MAIL. */
  public String keyword() {
    return keyword;
  }
}
