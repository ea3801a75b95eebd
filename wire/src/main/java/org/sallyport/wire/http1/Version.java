package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** HTTP-version (RFC 9112 section 2.3): {@code HTTP/1.0} and {@code HTTP/1.1} are spoken. */
final class Version {
  private static final byte[] PREFIX = "HTTP/".getBytes(US_ASCII);
  private static final int LENGTH = 8;

  private Version() {}

  /** The index after the version, or a negative result of {@link Fault}. */
  static int scan(byte[] b, int from, int limit, int status, Fault fault) {
    int stop = Math.min(limit, from + LENGTH);
    for (int i = from; i < stop; i++) {
      if (!isExpected(b[i], i - from)) {
        return fault.at(status, i, "invalid HTTP version");
      }
    }
    if (stop - from < LENGTH) {
      return Fault.NEED_MORE;
    }
    if (b[from + 5] != '1' || b[from + 7] > '1') {
      return fault.at(505, from, "HTTP version other than 1.0 and 1.1");
    }
    return stop;
  }

  private static boolean isExpected(byte b, int index) {
    if (index < PREFIX.length) {
      return b == PREFIX[index];
    }
    return index == 6 ? b == '.' : b >= '0' && b <= '9';
  }
}
