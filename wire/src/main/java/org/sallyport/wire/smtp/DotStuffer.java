package org.sallyport.wire.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * Writes a text for DATA: a dot more before each line with a dot (RFC 5321 section 4.5.2), and the
 * end. A CR or LF by itself is refused, for the next server might see an end of a message in it.
 * Text may come in any pieces. One thread.
 */
public final class DotStuffer {
  private static final byte[] END = ".\r\n".getBytes(US_ASCII);
  private static final byte[] END_OF_LINE_AND_TEXT = "\r\n.\r\n".getBytes(US_ASCII);

  private final LineEnds ends;
  private boolean lineStart = true;

  /**
   * A new text.
   *
   * @param longest octets of a line, CR LF not counted
   */
  public DotStuffer(int longest) {
    this.ends = new LineEnds(longest);
  }

  /** What cannot be sent of these octets; looked at before {@link #stuff} is called with them. */
  public Optional<TextFault> check(byte[] text, int offset, int length) {
    return ends.scan(text, offset, length);
  }

  /**
   * Writes octets as they go over the line.
   *
   * @param out with room for twice their number
   * @return how many were written
   */
  public int stuff(byte[] text, int offset, int length, byte[] out) {
    int to = 0;
    for (int at = offset; at < offset + length; at++) {
      if (lineStart && text[at] == '.') {
        out[to++] = '.';
      }
      out[to++] = text[at];
      lineStart = text[at] == '\n';
    }
    return to;
  }

  /** What is wrong with a text that ends here. */
  public Optional<TextFault> end() {
    return ends.end();
  }

  /** The end of the text; with DATA, a last line without its end gets one. */
  public byte[] terminator() {
    return lineStart ? END.clone() : END_OF_LINE_AND_TEXT.clone();
  }
}
