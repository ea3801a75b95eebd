package org.sallyport.director.log;

import java.util.HexFormat;

/** An event as one line of key-value pairs, safe for terminals and line readers. */
final class EventLine {
  private EventLine() {}

  /** {@code event=NAME key=value ...}; a value that is not a plain word stands in quotes. */
  static String of(DirectorEvent event) {
    var line = new StringBuilder("event=").append(event.name());
    for (var field : event.fields()) {
      value(line.append(' ').append(field.key()).append('='), field.value());
    }
    return line.toString();
  }

  private static void value(StringBuilder line, String value) {
    if (isWord(value)) {
      line.append(value);
      return;
    }
    line.append('"');
    value.chars().forEach(c -> escaped(line, (char) c));
    line.append('"');
  }

  private static boolean isWord(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c > ' ' && c < 0x7F && "\"\\=".indexOf(c) < 0);
  }

  private static void escaped(StringBuilder line, char c) {
    if (c == '"' || c == '\\') {
      line.append('\\').append(c);
    } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
      line.append("\\u").append(HexFormat.of().toHexDigits(c));
    } else {
      line.append(c);
    }
  }
}
