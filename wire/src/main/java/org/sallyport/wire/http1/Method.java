package org.sallyport.wire.http1;

/** A request method; its name is case-sensitive (RFC 9110 section 9.1, PATCH from RFC 5789). */
public enum Method {
  GET(true, true),
  HEAD(true, true),
  POST(false, false),
  PUT(false, true),
  DELETE(false, true),
  OPTIONS(true, true),
  TRACE(true, true),
  CONNECT(false, false),
  PATCH(false, false),
  /** Any other token; assumed to be neither safe nor idempotent. */
  OTHER(false, false);

  private final boolean safe;
  private final boolean idempotent;

  Method(boolean safe, boolean idempotent) {
    this.safe = safe;
    this.idempotent = idempotent;
  }

  /** Whether the request asks for no change (RFC 9110 section 9.2.1). */
  public boolean isSafe() {
    return safe;
  }

  /** Whether sending it twice means the same as once (RFC 9110 section 9.2.2). */
  public boolean isIdempotent() {
    return idempotent;
  }

  /** The method whose name is that range; {@link #OTHER} for a token that is none of them. */
  static Method of(byte[] b, int offset, int length) {
    return switch (length) {
      case 3 ->
          b[offset] == 'G' && b[offset + 1] == 'E' && b[offset + 2] == 'T'
              ? GET
              : is(PUT, b, offset);
      case 4 -> b[offset] == 'P' ? is(POST, b, offset) : is(HEAD, b, offset);
      case 5 -> b[offset] == 'P' ? is(PATCH, b, offset) : is(TRACE, b, offset);
      case 6 -> is(DELETE, b, offset);
      case 7 -> b[offset] == 'O' ? is(OPTIONS, b, offset) : is(CONNECT, b, offset);
      default -> OTHER;
    };
  }

  private static Method is(Method candidate, byte[] b, int offset) {
    var name = candidate.name();
    for (int i = 0; i < name.length(); i++) {
      if (b[offset + i] != name.charAt(i)) {
        return OTHER;
      }
    }
    return candidate;
  }
}
