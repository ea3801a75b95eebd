package org.sallyport.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Java names to the names of the file, and lists of names for people. */
final class Names {
  private static final Pattern HUMP = Pattern.compile("(?<=.)(?=[A-Z])");

  private Names() {}

  /** {@code failBack} is {@code fail-back}. */
  static String ofComponent(String name) {
    return HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** {@code NEW_SESSIONS} is {@code new-sessions}. */
  static String ofConstant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code a, b or c}. */
  static String anyOf(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /** A text of the file inside a message: short, on one line, without control characters. */
  static String quote(String text) {
    var line = text.replaceAll("\\p{Cntrl}", "?");
    return "'" + (line.length() > 60 ? line.substring(0, 57) + "..." : line) + "'";
  }
}
