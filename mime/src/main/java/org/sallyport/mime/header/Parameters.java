package org.sallyport.mime.header;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parameters as they come, put together by RFC 2231: values in pieces ({@code name*0}), and values
 * with a charset ({@code name*}). Used by one thread.
 */
final class Parameters {
  private static final int MOST_PIECES = 100;

  private final Map<String, String> plain = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Piece>> pieces = new LinkedHashMap<>();
  private boolean clean = true;

  /**
   * One piece of a value.
   *
   * @param extended whether octets are written as {@code %41} in it
   */
  private record Piece(String text, boolean extended) {}

  boolean isClean() {
    return clean;
  }

  void add(String name, String value) {
    int star = name.indexOf('*');
    if (star < 0) {
      clean &= plain.putIfAbsent(name, EncodedWords.decode(value)) == null;
      return;
    }
    boolean extended = name.endsWith("*");
    var number =
        name.substring(star + 1, name.length() - (extended && star < name.length() - 1 ? 1 : 0));
    var index = number.isEmpty() ? Optional.of(0) : index(number);
    if (index.isEmpty()) {
      clean = false;
      return;
    }
    var former =
        pieces
            .computeIfAbsent(name.substring(0, star), _ -> new TreeMap<>())
            .putIfAbsent(index.get(), new Piece(value, extended));
    clean &= former == null;
  }

  private static Optional<Integer> index(String digits) {
    if (!digits.matches("[0-9]{1,2}")) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(digits)).filter(number -> number < MOST_PIECES);
  }

  /** All values by name. Where a name comes in both forms, RFC 2231's counts. */
  Map<String, String> values() {
    var all = new LinkedHashMap<>(plain);
    pieces.forEach((name, parts) -> all.put(name, join(parts)));
    return all;
  }

  private static String join(Map<Integer, Piece> parts) {
    var octets = new ByteArrayOutputStream();
    Charset charset = StandardCharsets.UTF_8;
    int expected = 0;
    for (var part : parts.entrySet()) {
      if (part.getKey() != expected++) {
        break;
      }
      var text = part.getValue().text();
      if (part.getValue().extended()) {
        int first = part.getKey() == 0 ? text.indexOf('\'') : -1;
        int second = first < 0 ? -1 : text.indexOf('\'', first + 1);
        if (second >= 0) {
          charset = Charsets.find(text.substring(0, first)).orElse(charset);
          text = text.substring(second + 1);
        }
        percentDecode(text, octets);
      } else {
        octets.writeBytes(text.getBytes(charset.canEncode() ? charset : StandardCharsets.UTF_8));
      }
    }
    return octets.toString(charset);
  }

  private static void percentDecode(String text, ByteArrayOutputStream into) {
    for (int i = 0; i < text.length(); i++) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (text.charAt(i) == '%' && low >= 0) {
        into.write(high << 4 | low);
        i += 2;
      } else {
        into.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
