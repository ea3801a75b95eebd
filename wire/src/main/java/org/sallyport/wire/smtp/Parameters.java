package org.sallyport.wire.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words after a path: {@code KEYWORD} or {@code KEYWORD=value} (RFC 5321 section 4.1.2). */
final class Parameters {
  private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
  private static final Pattern VALUE = Pattern.compile("[!-~\\u00A0-\\x{10FFFF}&&[^=]]+");
  private static final Pattern SPACE = Pattern.compile(" ");

  private Parameters() {}

  /** In their order, keywords in upper case, a missing value as an empty one; empty: malformed. */
  static Optional<Map<String, String>> parse(String text) {
    var all = new LinkedHashMap<String, String>();
    if (text.isBlank()) {
      return Optional.of(all);
    }
    for (var word : SPACE.split(text.strip(), -1)) {
      int equals = word.indexOf('=');
      var keyword = equals < 0 ? word : word.substring(0, equals);
      var value = equals < 0 ? "" : word.substring(equals + 1);
      if (!KEYWORD.matcher(keyword).matches()
          || (equals >= 0 && !VALUE.matcher(value).matches())
          || all.put(keyword.toUpperCase(Locale.ROOT), value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(all);
  }
}
