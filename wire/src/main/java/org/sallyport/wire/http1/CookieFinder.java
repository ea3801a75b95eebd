package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Finds cookies in the values of {@code Cookie} and {@code Set-Cookie} fields without copying them
 * (RFC 6265 sections 5.2 and 5.4). Read as leniently as user agents and servers read them: nothing
 * here is malformed, a cookie is found or not.
 *
 * <p>A range is one {@code long}: take it apart with {@link #offset} and {@link #length}; {@link
 * #NONE} is no range. Quotes around a value are part of it. Names are case-sensitive.
 */
public final class CookieFinder {
  /** The absence of a range. */
  public static final long NONE = -1;

  private static final byte[] MAX_AGE = "max-age".getBytes(US_ASCII);
  private static final byte[] EXPIRES = "expires".getBytes(US_ASCII);

  private CookieFinder() {}

  /** The offset of a range that is not {@link #NONE}. */
  public static int offset(long range) {
    return (int) (range >>> 32);
  }

  /** The length of a range that is not {@link #NONE}. */
  public static int length(long range) {
    return (int) range;
  }

  /**
   * The value of the first cookie of that name in the value of a {@code Cookie} field, which is
   * {@code length} bytes from {@code offset}.
   */
  public static long find(byte[] b, int offset, int length, byte[] name) {
    int limit = offset + length;
    for (int pos = offset; pos < limit; ) {
      int end = indexOf(b, ';', pos, limit);
      int equals = indexOf(b, '=', pos, end);
      if (equals < end && isName(b, pos, equals, name)) {
        return trimmed(b, equals + 1, end);
      }
      pos = end + 1;
    }
    return NONE;
  }

  /** The name that the value of a {@code Set-Cookie} field sets; {@link #NONE} without one. */
  public static long setCookieName(byte[] b, int offset, int length) {
    int end = indexOf(b, ';', offset, offset + length);
    int equals = indexOf(b, '=', offset, end);
    if (equals == end) {
      return NONE;
    }
    long name = trimmed(b, offset, equals);
    return length(name) == 0 ? NONE : name;
  }

  /** The value that the value of a {@code Set-Cookie} field gives its cookie. */
  public static long setCookieValue(byte[] b, int offset, int length) {
    int end = indexOf(b, ';', offset, offset + length);
    int equals = indexOf(b, '=', offset, end);
    return equals == end ? NONE : trimmed(b, equals + 1, end);
  }

  /**
   * Whether the value of a {@code Set-Cookie} field takes its cookie away: an empty value, a {@code
   * Max-Age} that is not positive, or without that attribute an {@code Expires} before 2001, as
   * servers write it to delete. The clock is not asked.
   */
  public static boolean deletes(byte[] b, int offset, int length) {
    int limit = offset + length;
    int pos = indexOf(b, ';', offset, limit) + 1;
    long value = setCookieValue(b, offset, length);
    if (value != NONE && length(value) == 0) {
      return true;
    }
    boolean expired = false;
    while (pos < limit) {
      int end = indexOf(b, ';', pos, limit);
      int equals = indexOf(b, '=', pos, end);
      if (equals < end) {
        long name = trimmed(b, pos, equals);
        long attribute = trimmed(b, equals + 1, end);
        if (isAttribute(b, name, MAX_AGE)) {
          return isZeroOrNegative(b, attribute);
        }
        expired |= isAttribute(b, name, EXPIRES) && isLongAgo(b, attribute);
      }
      pos = end + 1;
    }
    return expired;
  }

  private static boolean isAttribute(byte[] b, long range, byte[] lowerCase) {
    return CharClass.equalsIgnoreCase(b, offset(range), length(range), lowerCase);
  }

  /** RFC 6265 section 5.2.2: digits, after a minus sign where the cookie is to go. */
  private static boolean isZeroOrNegative(byte[] b, long range) {
    if (length(range) == 0) {
      return false;
    }
    if (b[offset(range)] == '-') {
      return true;
    }
    for (int i = offset(range); i < offset(range) + length(range); i++) {
      if (b[i] != '0') {
        return false;
      }
    }
    return true;
  }

  /** Looks for the year of the date, its only four digits side by side (RFC 6265 section 5.1.1). */
  private static boolean isLongAgo(byte[] b, long range) {
    int digits = 0;
    int year = 0;
    for (int i = offset(range); i < offset(range) + length(range); i++) {
      boolean digit = b[i] >= '0' && b[i] <= '9';
      digits = digit ? digits + 1 : 0;
      year = digit ? year * 10 + (b[i] - '0') : 0;
      if (digits == 4) {
        return year <= 2000;
      }
    }
    return false;
  }

  private static boolean isName(byte[] b, int from, int to, byte[] name) {
    long range = trimmed(b, from, to);
    if (length(range) != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (b[offset(range) + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static long trimmed(byte[] b, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && CharClass.isBlank(b[start])) {
      start++;
    }
    while (end > start && CharClass.isBlank(b[end - 1])) {
      end--;
    }
    return (long) start << 32 | end - start;
  }

  /** The index of the octet, or {@code limit}. */
  private static int indexOf(byte[] b, char octet, int from, int limit) {
    int pos = from;
    while (pos < limit && b[pos] != octet) {
      pos++;
    }
    return pos;
  }
}
