package org.sallyport.director.admin.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;

/** Addresses of the dashboard's own pages. */
final class Paths {
  private Paths() {}

  /** Text as a segment of a path (RFC 3986 section 3.3). */
  static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** A path with a query; empty values are left out. */
  static String query(String path, Map<String, String> values) {
    var built = new StringBuilder(path);
    char before = '?';
    for (var entry : values.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        built.append(before).append(entry.getKey()).append('=');
        built.append(URLEncoder.encode(entry.getValue(), UTF_8));
        before = '&';
      }
    }
    return built.toString();
  }
}
