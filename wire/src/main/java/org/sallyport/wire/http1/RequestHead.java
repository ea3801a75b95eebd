package org.sallyport.wire.http1;

/**
 * The head of an HTTP/1 request, refused wherever two readers could take it for two different
 * requests. A malformed head is answered with {@link #status()} (400, 414, 417, 431, 501 or 505)
 * and the connection is closed.
 *
 * <p>One empty line before the request line is tolerated (RFC 9112 section 2.2); it counts in
 * {@link #headLength()} and lies before {@link #methodOffset()}, where what is forwarded begins.
 * CONNECT is refused: this is a reverse proxy.
 */
public final class RequestHead extends Head {
  private final RequestLine line;

  public RequestHead(HeadLimits limits) {
    super(limits, true);
    this.line = new RequestLine(fault);
  }

  @Override
  int scanHead(byte[] b, int from, int limit) {
    int pos = skipEmptyLine(b, from, limit);
    if (pos >= 0) {
      pos = line.scan(b, pos, limit);
    }
    if (pos >= 0) {
      pos = fields.scan(b, pos, limit);
    }
    return pos < 0 ? pos : checkWhole(b, from, pos);
  }

  private int skipEmptyLine(byte[] b, int from, int limit) {
    if (from == limit) {
      return Fault.NEED_MORE;
    }
    if (b[from] != '\r') {
      return from;
    }
    if (from + 1 == limit) {
      return Fault.NEED_MORE;
    }
    return b[from + 1] == '\n' ? from + 2 : fault.at(400, from, "CR without LF");
  }

  private int checkWhole(byte[] b, int from, int end) {
    int host = known.hostIndex();
    if (host < 0 && line.minorVersion == 1) {
      // RFC 9112 section 3.2
      return fault.at(400, from, "Host missing");
    }
    if (known.chunked() && line.minorVersion == 0) {
      // RFC 9112 section 6.1
      return fault.at(400, from, "Transfer-Encoding in HTTP/1.0");
    }
    if (host >= 0 && line.authorityLength > 0 && !authorityIsHost(b, host)) {
      return fault.at(400, line.authorityOffset, "target names another host than Host");
    }
    return end;
  }

  /** RFC 9112 section 3.2.2 lets the target win; a member may not, so they must be equal. */
  private boolean authorityIsHost(byte[] b, int host) {
    int offset = fields.valueOffset(host);
    if (fields.valueLength(host) != line.authorityLength) {
      return false;
    }
    for (int i = 0; i < line.authorityLength; i++) {
      if (CharClass.lower(b[line.authorityOffset + i]) != CharClass.lower(b[offset + i])) {
        return false;
      }
    }
    return true;
  }

  public Method method() {
    return line.method;
  }

  /** Where the method, and with it the request without any empty line before it, begins. */
  public int methodOffset() {
    return line.methodOffset;
  }

  public int methodLength() {
    return line.methodLength;
  }

  public int targetOffset() {
    return line.targetOffset;
  }

  public int targetLength() {
    return line.targetLength;
  }

  @Override
  public int minorVersion() {
    return line.minorVersion;
  }

  /** NONE, LENGTH or CHUNKED: a request without a length has no body (RFC 9112 section 6.3). */
  @Override
  public Framing framing() {
    if (known.chunked()) {
      return Framing.CHUNKED;
    }
    return known.contentLength() >= 0 ? Framing.LENGTH : Framing.NONE;
  }

  @Override
  public boolean keepAlive() {
    return known.connection().persists(line.minorVersion);
  }

  /** Whether the client waits for 100; HTTP/1.0 has no such wait (RFC 9110 section 10.1.1). */
  public boolean expectContinue() {
    return line.minorVersion == 1 && known.expectContinue();
  }

  /** Whether the client offers to switch protocols (RFC 9110 section 7.8). */
  public boolean upgrade() {
    return line.minorVersion == 1 && known.connection().upgrade() && known.upgradeIndex() >= 0;
  }

  /** The index of the Host field, or -1: HTTP/1.0 may have none. */
  public int hostIndex() {
    return known.hostIndex();
  }

  /** The method as it was received. */
  public String methodName() {
    return text(line.methodOffset, line.methodLength);
  }

  /** The target as it was received. */
  public String target() {
    return text(line.targetOffset, line.targetLength);
  }
}
