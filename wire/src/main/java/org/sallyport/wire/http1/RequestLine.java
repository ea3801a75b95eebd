package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The first line of a request (RFC 9112 section 3): method, target and version. */
final class RequestLine {
  /** RFC 9112 section 3 recommends support of 8000 octets at least; more is refused. */
  static final int MAX_LENGTH = 8000;

  private static final int MAX_METHOD = 32;
  private static final byte[] HTTP = "http://".getBytes(US_ASCII);
  private static final byte[] HTTPS = "https://".getBytes(US_ASCII);

  private final Fault fault;
  Method method = Method.OTHER;
  int methodOffset;
  int methodLength;
  int targetOffset;
  int targetLength;
  int authorityOffset;
  int authorityLength;
  int minorVersion;

  RequestLine(Fault fault) {
    this.fault = fault;
  }

  /** The index after the line, or a negative result of {@link Fault}. */
  int scan(byte[] b, int from, int limit) {
    int end = scanWithin(b, from, Math.min(limit, from + MAX_LENGTH));
    if (end == Fault.NEED_MORE && limit - from >= MAX_LENGTH) {
      return fault.at(414, from + MAX_LENGTH, "request line longer than allowed");
    }
    return end;
  }

  private int scanWithin(byte[] b, int from, int limit) {
    int pos = scanMethod(b, from, limit);
    if (pos < 0) {
      return pos;
    }
    pos = scanTarget(b, pos, limit);
    return pos < 0 ? pos : scanVersion(b, pos, limit);
  }

  private int scanMethod(byte[] b, int from, int limit) {
    int end = CharClass.skip(CharClass.TOKEN, b, from, Math.min(limit, from + MAX_METHOD + 1));
    methodOffset = from;
    methodLength = end - from;
    if (methodLength > MAX_METHOD) {
      return fault.at(501, from, "method longer than any known");
    }
    if (end == limit) {
      return Fault.NEED_MORE;
    }
    if (b[end] != ' ' || methodLength == 0) {
      return fault.at(400, end, "invalid method");
    }
    method = Method.of(b, from, methodLength);
    if (method == Method.CONNECT) {
      return fault.at(501, from, "CONNECT to a reverse proxy");
    }
    return end + 1;
  }

  private int scanTarget(byte[] b, int from, int limit) {
    int end = CharClass.skip(CharClass.TARGET, b, from, limit);
    targetOffset = from;
    targetLength = end - from;
    if (end == limit) {
      return Fault.NEED_MORE;
    }
    if (targetLength == 0) {
      return fault.at(400, from, "empty request target");
    }
    if (b[end] == '\r') {
      return fault.at(400, end, "HTTP version missing");
    }
    if (b[end] != ' ') {
      return fault.at(400, end, b[end] == '\n' ? "LF without CR" : "character in the target");
    }
    return isTarget(b) ? end + 1 : fault.at(400, from, "invalid request target");
  }

  /** RFC 9112 section 3.2: origin-form, absolute-form, or asterisk-form with OPTIONS. */
  private boolean isTarget(byte[] b) {
    authorityOffset = targetOffset;
    authorityLength = 0;
    if (b[targetOffset] == '/') {
      return true;
    }
    if (b[targetOffset] == '*') {
      return targetLength == 1 && method == Method.OPTIONS;
    }
    return absoluteForm(b, HTTP) || absoluteForm(b, HTTPS);
  }

  private boolean absoluteForm(byte[] b, byte[] scheme) {
    if (targetLength <= scheme.length
        || !CharClass.equalsIgnoreCase(b, targetOffset, scheme.length, scheme)) {
      return false;
    }
    int limit = targetOffset + targetLength;
    int end = targetOffset + scheme.length;
    authorityOffset = end;
    while (end < limit && b[end] != '/' && b[end] != '?') {
      end++;
    }
    authorityLength = end - authorityOffset;
    return HostSyntax.isValid(b, authorityOffset, authorityLength);
  }

  /** {@code HTTP/1.0} or {@code HTTP/1.1} and CRLF. */
  private int scanVersion(byte[] b, int from, int limit) {
    int pos = Version.scan(b, from, limit, 400, fault);
    if (pos < 0) {
      return pos;
    }
    minorVersion = b[pos - 1] - '0';
    if (pos == limit) {
      return Fault.NEED_MORE;
    }
    if (b[pos] != '\r') {
      return fault.at(400, pos, b[pos] == '\n' ? "LF without CR" : "invalid request line");
    }
    if (pos + 1 == limit) {
      return Fault.NEED_MORE;
    }
    return b[pos + 1] == '\n' ? pos + 2 : fault.at(400, pos, "CR without LF");
  }
}
