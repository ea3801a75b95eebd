package org.sallyport.mime.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text beyond ASCII in header fields (RFC 2047). */
public final class EncodedWords {
  /** Section 2, and the language of RFC 2231 section 5. */
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");

  /** Of octets in one word, so that it stays below the 75 characters of section 2. */
  private static final int MOST_OCTETS = 42;

  private EncodedWords() {}

  /**
   * Text with its encoded words decoded. What cannot be decoded stays as it is; white space between
   * two words goes (section 6.2). A character that two words share, as mailers do against section
   * 5, is put together. Line ends and other control characters in a word become spaces, so that it
   * cannot feign another field.
   */
  public static String decode(String text) {
    if (!text.contains("=?")) {
      return text;
    }
    var decoded = new StringBuilder(text.length());
    var octets = new ByteArrayOutputStream();
    Optional<Charset> charset = Optional.empty();
    int behind = 0;
    var words = WORD.matcher(text);
    while (words.find()) {
      var between = text.substring(behind, words.start());
      var set = Charsets.find(words.group(1));
      var content =
          set.isEmpty() ? Optional.<byte[]>empty() : octets(words.group(2), words.group(3));
      boolean joins = charset.isPresent() && between.isBlank();
      if (!joins || !charset.equals(set) || content.isEmpty()) {
        flush(octets, charset, decoded);
      }
      if (!joins || content.isEmpty()) {
        decoded.append(between);
      }
      if (content.isEmpty()) {
        decoded.append(words.group());
        charset = Optional.empty();
      } else {
        octets.writeBytes(content.get());
        charset = set;
      }
      behind = words.end();
    }
    flush(octets, charset, decoded);
    return decoded.append(text, behind, text.length()).toString();
  }

  private static void flush(
      ByteArrayOutputStream octets, Optional<Charset> charset, StringBuilder into) {
    charset.ifPresent(set -> into.append(withoutControls(octets.toString(set))));
    octets.reset();
  }

  private static String withoutControls(String text) {
    return text.chars().anyMatch(Character::isISOControl)
        ? text.replaceAll("\\p{Cntrl}", " ")
        : text;
  }

  private static Optional<byte[]> octets(String encoding, String content) {
    if (encoding.equalsIgnoreCase("B")) {
      try {
        return Optional.of(Base64.getDecoder().decode(withoutPadding(content)));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }
    var octets = new ByteArrayOutputStream(content.length());
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c == '=') {
        int high = i + 2 < content.length() ? Character.digit(content.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(content.charAt(i + 2), 16);
        if (low < 0) {
          return Optional.empty();
        }
        octets.write(high << 4 | low);
        i += 2;
      } else {
        // Section 4.2: an underscore is a space whatever the charset.
        octets.writeBytes((c == '_' ? " " : Character.toString(c)).getBytes(ISO_8859_1));
      }
    }
    return Optional.of(octets.toByteArray());
  }

  private static String withoutPadding(String base64) {
    int end = base64.length();
    while (end > 0 && base64.charAt(end - 1) == '=') {
      end--;
    }
    return base64.substring(0, end);
  }

  /** Whether a text can stand in a field as it is. */
  public static boolean isPlain(String text) {
    return US_ASCII.newEncoder().canEncode(text)
        && text.chars().noneMatch(c -> c < ' ' || c == 0x7f)
        && !text.contains("=?");
  }

  /**
   * Text for an unstructured field or a phrase: as it is, or as encoded words of UTF-8 separated by
   * spaces, at which {@link FieldText#field} folds.
   */
  public static String encode(String text) {
    if (isPlain(text)) {
      return text;
    }
    var words = new ArrayList<String>();
    for (var piece : pieces(withoutControls(text))) {
      words.add("=?utf-8?B?" + Base64.getEncoder().encodeToString(piece.getBytes(UTF_8)) + "?=");
    }
    return String.join(" ", words);
  }

  /** Section 5: a character stays within one word. */
  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    var piece = new StringBuilder();
    int octets = 0;
    for (int c : text.codePoints().toArray()) {
      int more = Character.toString(c).getBytes(UTF_8).length;
      if (octets + more > MOST_OCTETS) {
        pieces.add(piece.toString());
        piece.setLength(0);
        octets = 0;
      }
      piece.appendCodePoint(c);
      octets += more;
    }
    pieces.add(piece.toString());
    return pieces;
  }
}
