package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The trailer fields of a chunked body (RFC 9112 section 7.1.2), followed byte by byte. */
final class TrailerScanner {
  /**
   * Fields that frame, route, authenticate or say how content is read; none may come after it (RFC
   * 9110 section 6.5.1). A recipient that merges trailers would see another message.
   */
  private static final byte[][] FORBIDDEN = {
    "te".getBytes(US_ASCII),
    "host".getBytes(US_ASCII),
    "cookie".getBytes(US_ASCII),
    "expect".getBytes(US_ASCII),
    "trailer".getBytes(US_ASCII),
    "upgrade".getBytes(US_ASCII),
    "connection".getBytes(US_ASCII),
    "set-cookie".getBytes(US_ASCII),
    "content-type".getBytes(US_ASCII),
    "authorization".getBytes(US_ASCII),
    "content-range".getBytes(US_ASCII),
    "content-length".getBytes(US_ASCII),
    "content_length".getBytes(US_ASCII),
    "content-encoding".getBytes(US_ASCII),
    "transfer-encoding".getBytes(US_ASCII),
    "transfer_encoding".getBytes(US_ASCII),
    "proxy-authorization".getBytes(US_ASCII),
  };

  private static final int LONGEST = 19;

  private enum State {
    LINE_START,
    NAME,
    VALUE,
    LINE_LF
  }

  private final int maxBytes;
  private final byte[] name = new byte[LONGEST];
  private State state = State.LINE_START;
  private int nameLength;
  private int bytes;
  private String reason = "";

  TrailerScanner(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void reset() {
    state = State.LINE_START;
    nameLength = 0;
    bytes = 0;
    reason = "";
  }

  boolean atLineStart() {
    return state == State.LINE_START;
  }

  String reason() {
    return reason;
  }

  /** Takes the next byte; false when it makes the trailers malformed. */
  boolean accept(byte b) {
    if (++bytes > maxBytes) {
      return refuse("trailer fields larger than allowed");
    }
    return switch (state) {
      case LINE_START -> {
        nameLength = 0;
        state = State.NAME;
        yield name(b);
      }
      case NAME -> name(b);
      case VALUE -> value(b);
      case LINE_LF -> {
        state = State.LINE_START;
        yield b == '\n' || refuse("CR without LF in the trailers");
      }
    };
  }

  private boolean name(byte b) {
    if (b == ':' && nameLength > 0) {
      state = State.VALUE;
      return !isForbidden() || refuse("field that may not be a trailer");
    }
    if (!CharClass.is(CharClass.TOKEN, b)) {
      return refuse("character in a trailer name");
    }
    if (nameLength < LONGEST) {
      name[nameLength] = CharClass.lower(b);
    }
    nameLength++;
    return true;
  }

  private boolean value(byte b) {
    if (b == '\r') {
      state = State.LINE_LF;
      return true;
    }
    return CharClass.is(CharClass.VALUE, b) || refuse("control character in a trailer");
  }

  private boolean isForbidden() {
    for (byte[] forbidden : FORBIDDEN) {
      if (CharClass.equalsIgnoreCase(name, 0, nameLength, forbidden)) {
        return true;
      }
    }
    return false;
  }

  private boolean refuse(String why) {
    reason = why;
    return false;
  }
}
