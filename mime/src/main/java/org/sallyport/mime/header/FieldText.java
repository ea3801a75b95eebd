package org.sallyport.mime.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * The body of a header field: from its octets to text, and folded into lines of at most 78
 * characters (RFC 5322 section 2.1.1).
 */
public final class FieldText {
  private static final int LINE = 78;

  private FieldText() {}

  /**
   * What stands behind the colon, on one line. Octets beyond ASCII are UTF-8 (RFC 6532 section 3.2)
   * where they can be, else ISO 8859-1, as old mailers wrote them.
   *
   * @param raw the octets as characters of ISO 8859-1, with line ends
   */
  public static String unfold(String raw) {
    var text = new StringBuilder(raw.length());
    boolean beyondAscii = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      beyondAscii |= c > 0x7f;
      // Section 2.2.3: the line end goes, the white space behind it stays.
      if (c != '\r' && c != '\n') {
        text.append(c);
      }
    }
    return (beyondAscii ? decode(text.toString()) : text.toString()).strip();
  }

  private static String decode(String octets) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException notUtf8) {
      return octets;
    }
  }

  /**
   * A whole field with its line end, folded at spaces. A word that is longer than a line stays
   * whole.
   *
   * @throws IllegalArgumentException when the body has a control character, with which a field
   *     could smuggle in another one
   */
  public static String field(String name, String body) {
    if (body.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("a control character in the field " + name);
    }
    var folded = new StringBuilder(name).append(':');
    int column = folded.length();
    for (var word : body.strip().split(" +", -1)) {
      if (column + 1 + word.length() > LINE && column > name.length() + 1) {
        folded.append("\r\n");
        column = 0;
      }
      folded.append(' ').append(word);
      column += 1 + word.length();
    }
    return folded.append("\r\n").toString();
  }

  /** Text without what ends lines or steers terminals, for texts of others in texts of ours. */
  public static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
