package org.sallyport.director.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.wire.http1.RequestPath;

/** A path to compare with: exact, or all that begin with it where it ends in an asterisk. */
final class PathPattern {
  private final String text;
  private final byte[] bytes;
  private final boolean prefix;

  PathPattern(String pattern) {
    prefix = pattern.endsWith("*");
    text = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
    bytes = text.getBytes(ISO_8859_1);
  }

  boolean matches(String path) {
    return prefix ? path.startsWith(text) : path.equals(text);
  }

  boolean matches(byte[] buffer, int offset, int length) {
    if (prefix ? length < bytes.length : length != bytes.length) {
      return false;
    }
    return Arrays.equals(buffer, offset, offset + bytes.length, bytes, 0, bytes.length);
  }

  /** The path of a request as rules read it: as it was received where that is its one spelling. */
  static @Nullable RequestPath read(byte[] buffer, int offset, int length) {
    int end = offset + pathLength(buffer, offset, length);
    if (offset == end || buffer[offset] != '/') {
      return RequestPath.of(buffer, offset, length);
    }
    for (int i = offset; i < end; i++) {
      byte b = buffer[i];
      boolean segmentBegins = b == '/' && i + 1 < end;
      if (b == '%'
          || b == ';'
          || b == '\\'
          || (segmentBegins && (buffer[i + 1] == '/' || buffer[i + 1] == '.'))) {
        return RequestPath.of(buffer, offset, length);
      }
    }
    return null;
  }

  /** The length of a target up to its query. */
  static int pathLength(byte[] buffer, int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[offset + i] == '?') {
        return i;
      }
    }
    return length;
  }
}
