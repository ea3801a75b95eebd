package org.sallyport.wire.http1;

/**
 * The head of an HTTP/1 response of a member. Informational responses (1xx) come as heads of their
 * own before the final one. Malformed is answered to the client with 502.
 *
 * <p>{@link #framing()} depends on the request: name its method with {@link #inAnswerTo} before
 * asking.
 */
public final class ResponseHead extends Head {
  private Method requestMethod = Method.GET;
  private int statusCode;
  private int minorVersion;

  public ResponseHead(HeadLimits limits) {
    super(limits, false);
  }

  /** Names the method of the request that the next scanned response answers. */
  public ResponseHead inAnswerTo(Method method) {
    requestMethod = method;
    return this;
  }

  @Override
  int scanHead(byte[] b, int from, int limit) {
    int pos = scanStatusLine(b, from, limit);
    if (pos >= 0) {
      pos = fields.scan(b, pos, limit);
    }
    return pos < 0 ? pos : checkWhole(from, pos);
  }

  /**
   * {@code HTTP/1.x SP 3DIGIT SP [reason] CRLF} (RFC 9112 section 4). The second space may be
   * missing when there is no reason: servers forget it and it can be read in one way only.
   */
  private int scanStatusLine(byte[] b, int from, int limit) {
    int pos = Version.scan(b, from, limit, 502, fault);
    if (pos < 0) {
      return pos;
    }
    minorVersion = b[pos - 1] - '0';
    pos = scanStatusCode(b, pos, limit);
    if (pos < 0) {
      return pos;
    }
    int end = b[pos] == '\r' ? pos : CharClass.skipValue(b, pos + 1, limit);
    if (end == limit) {
      return Fault.NEED_MORE;
    }
    if (b[end] != '\r') {
      return fault.at(502, end, "control character in the reason phrase");
    }
    if (end + 1 == limit) {
      return Fault.NEED_MORE;
    }
    return b[end + 1] == '\n' ? end + 2 : fault.at(502, end, "CR without LF");
  }

  /** The index of the SP or CR after the code, which is 100 to 599 (RFC 9110 section 15). */
  private int scanStatusCode(byte[] b, int from, int limit) {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      if (from + i == limit) {
        return Fault.NEED_MORE;
      }
      byte c = b[from + i];
      boolean expected = i == 0 ? c == ' ' : c >= (i == 1 ? '1' : '0') && c <= (i == 1 ? '5' : '9');
      if (!expected) {
        return fault.at(502, from + i, "invalid status code");
      }
      code = i == 0 ? 0 : code * 10 + (c - '0');
    }
    statusCode = code;
    int pos = from + 4;
    if (pos == limit) {
      return Fault.NEED_MORE;
    }
    return b[pos] == ' ' || b[pos] == '\r' ? pos : fault.at(502, pos, "invalid status line");
  }

  private int checkWhole(int from, int end) {
    if (known.chunked() && minorVersion == 0) {
      // RFC 9112 section 6.1
      return fault.at(502, from, "Transfer-Encoding in HTTP/1.0");
    }
    if (hasNoBodyByStatus() && statusCode != 304) {
      // RFC 9110 section 8.6, RFC 9112 section 6.1: a body would be read as the next response
      if (known.chunked() || known.contentLength() > 0) {
        return fault.at(502, from, "body announced where none is allowed");
      }
    }
    return end;
  }

  private boolean hasNoBodyByStatus() {
    return statusCode < 200 || statusCode == 204 || statusCode == 304;
  }

  /** 502 once malformed: the fault is the member's. */
  @Override
  public int status() {
    return super.status() == 0 ? 0 : 502;
  }

  /** 100 to 599. */
  public int statusCode() {
    return statusCode;
  }

  /** Whether this is an interim response (RFC 9110 section 15.2); 101 is not, it is the last. */
  public boolean informational() {
    return statusCode < 200 && statusCode != 101;
  }

  /** Whether the connection stops speaking HTTP after this head (RFC 9110 section 15.2.2). */
  public boolean upgrade() {
    return statusCode == 101;
  }

  @Override
  public int minorVersion() {
    return minorVersion;
  }

  /** RFC 9112 section 6.3, for the method named with {@link #inAnswerTo}. */
  @Override
  public Framing framing() {
    if (requestMethod == Method.HEAD || hasNoBodyByStatus()) {
      return Framing.NONE;
    }
    if (known.chunked()) {
      return Framing.CHUNKED;
    }
    return known.contentLength() >= 0 ? Framing.LENGTH : Framing.UNTIL_CLOSE;
  }

  @Override
  public boolean keepAlive() {
    return framing() != Framing.UNTIL_CLOSE && known.connection().persists(minorVersion);
  }
}
