package org.sallyport.wire.smtp;

import java.util.Optional;

/**
 * Watches text pass and finds what no SMTP line may have: a CR or LF by itself, and a line that is
 * too long. Text may come in any pieces. One thread.
 */
public final class LineEnds {
  private final int longest;
  private boolean afterCr;
  private boolean lineStart = true;
  private long line;

  /**
   * A new text.
   *
   * @param longest octets of a line, CR LF not counted
   */
  public LineEnds(int longest) {
    this.longest = longest;
  }

  /** Looks at the next octets; once something was found, the text is not looked at further. */
  public Optional<TextFault> scan(byte[] text, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      byte octet = text[at];
      if (octet == '\n' ? !afterCr : afterCr) {
        return Optional.of(octet == '\n' ? TextFault.BARE_LF : TextFault.BARE_CR);
      }
      afterCr = octet == '\r';
      lineStart = octet == '\n';
      line = lineStart || afterCr ? afterCr ? line : 0 : line + 1;
      if (line > longest) {
        return Optional.of(TextFault.LONG_LINE);
      }
    }
    return Optional.empty();
  }

  /** What is wrong with a text that ends here. */
  public Optional<TextFault> end() {
    return afterCr ? Optional.of(TextFault.BARE_CR) : Optional.empty();
  }

  /** Whether the text so far is empty or ends with CR LF. */
  public boolean atLineStart() {
    return lineStart;
  }
}
