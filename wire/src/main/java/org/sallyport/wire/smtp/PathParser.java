package org.sallyport.wire.smtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code FROM:<path> parameters} and {@code TO:<path> parameters} (RFC 5321 section 4.1.2).
 * Spaces after the colon are taken, as many clients send them and they mean nothing else; a path
 * without brackets is not. A source route is read and dropped (appendix C).
 *
 * @param address empty: the null path
 * @param parameters what follows the path
 */
record PathParser(Optional<MailAddress> address, String parameters) {
  private static final int LONGEST_ROUTE = 256;

  /** Null: malformed. */
  static @Nullable PathParser parse(String text, String keyword) {
    if (!text.regionMatches(true, 0, keyword, 0, keyword.length())) {
      return null;
    }
    int start = keyword.length();
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    int end = start < text.length() && text.charAt(start) == '<' ? end(text, start + 1) : -1;
    if (end < 0 || (end + 1 < text.length() && text.charAt(end + 1) != ' ')) {
      return null;
    }
    var path = withoutRoute(text.substring(start + 1, end));
    var parameters = text.substring(end + 1);
    if (path.isEmpty()) {
      return end == start + 1 ? new PathParser(Optional.empty(), parameters) : null;
    }
    var address = MailAddress.parse(path);
    return address.isEmpty() ? null : new PathParser(address, parameters);
  }

  /** The bracket that ends the path; one within quotes does not. */
  private static int end(String text, int from) {
    boolean quoted = false;
    for (int at = from; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '"' -> quoted = !quoted;
        case '\\' -> at += quoted ? 1 : 0;
        case '>' -> {
          if (!quoted) {
            return at;
          }
        }
        default -> {
          // a part of the path
        }
      }
    }
    return -1;
  }

  private static String withoutRoute(String path) {
    if (!path.startsWith("@")) {
      return path;
    }
    int colon = path.indexOf(':');
    if (colon < 0 || colon > LONGEST_ROUTE) {
      return path; // which is no address
    }
    for (var hop : path.substring(0, colon).split(",", -1)) {
      if (!hop.startsWith("@")
          || hop.startsWith("@[")
          || !AddressSyntax.isDomain(hop.substring(1))) {
        return path;
      }
    }
    return path.substring(colon + 1);
  }
}
