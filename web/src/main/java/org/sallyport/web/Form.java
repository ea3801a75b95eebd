package org.sallyport.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Name-value pairs as {@code application/x-www-form-urlencoded} has them (WHATWG URL, section 5).
 */
final class Form {
  static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private Form() {}

  /**
   * The first value of each name.
   *
   * @throws IllegalArgumentException where a percent sign is not followed by two hexadecimal digits
   */
  static Map<String, String> parse(String text) {
    var fields = new HashMap<String, String>();
    pairs(text)
        .forEach(
            pair -> {
              int equals = pair.indexOf('=');
              var name = equals < 0 ? pair : pair.substring(0, equals);
              var value = equals < 0 ? "" : pair.substring(equals + 1);
              fields.putIfAbsent(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
            });
    return fields;
  }

  private static Stream<String> pairs(String text) {
    return Arrays.stream(text.split("&", -1)).filter(pair -> !pair.isEmpty());
  }
}
