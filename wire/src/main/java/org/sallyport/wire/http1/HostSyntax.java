package org.sallyport.wire.http1;

/** The syntax of a Host value: {@code uri-host [ ":" port ]} (RFC 9110 section 7.2). */
final class HostSyntax {
  private static final int MAX_HOST = 255;

  private HostSyntax() {}

  /** Whether the range is a host with or without a port. An http URI has no empty host. */
  static boolean isValid(byte[] b, int offset, int length) {
    if (length == 0 || length > MAX_HOST) {
      return false;
    }
    int limit = offset + length;
    int end = b[offset] == '[' ? literal(b, offset, limit) : name(b, offset, limit);
    return end == limit || (end > 0 && port(b, end, limit));
  }

  private static int name(byte[] b, int offset, int limit) {
    int end = CharClass.skip(CharClass.HOST, b, offset, limit);
    return end == offset ? -1 : end;
  }

  /** An IPv6 address in brackets; its digits are left to whoever resolves it. */
  private static int literal(byte[] b, int offset, int limit) {
    int pos = offset + 1;
    int colons = 0;
    while (pos < limit && (CharClass.is(CharClass.HEX, b[pos]) || b[pos] == ':' || b[pos] == '.')) {
      colons += b[pos] == ':' ? 1 : 0;
      pos++;
    }
    return pos < limit && b[pos] == ']' && colons >= 2 ? pos + 1 : -1;
  }

  /** RFC 3986 section 3.2.3 allows an empty port. */
  private static boolean port(byte[] b, int colon, int limit) {
    if (b[colon] != ':' || limit - colon > 6) {
      return false;
    }
    int number = 0;
    for (int i = colon + 1; i < limit; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return false;
      }
      number = number * 10 + (b[i] - '0');
    }
    return number <= 65_535;
  }
}
