package org.sallyport.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads answers that arrive in any number of pieces: copies the head, skips the body. Understands
 * what the origin sends ({@code Content-Length}, one {@code Set-Cookie}) and nothing else.
 */
final class ResponseReader {
  private static final byte[] CONTENT_LENGTH =
      "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SET_COOKIE = "set-cookie:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MEMBER = "x-member:".getBytes(StandardCharsets.US_ASCII);

  private final byte[] head = new byte[2048];
  private int headLength;
  private boolean inBody;
  private long bodyLeft;
  private int status;
  private int member;
  private int cookieFrom;
  private int cookieTo;

  /** Forgets what was read. */
  void reset() {
    headLength = 0;
    inBody = false;
  }

  /**
   * Takes all of {@code in}; true when that ended an answer.
   *
   * @throws IllegalStateException for a head that is too long or bytes after the answer
   */
  boolean read(ByteBuf in) {
    if (!inBody && !readHead(in)) {
      return false;
    }
    var skip = (int) Math.min(bodyLeft, in.readableBytes());
    in.skipBytes(skip);
    bodyLeft -= skip;
    if (bodyLeft > 0) {
      return false;
    }
    if (in.isReadable()) {
      throw new IllegalStateException("bytes after the end of an answer");
    }
    reset();
    return true;
  }

  /** The status of the answer that ended last. */
  int status() {
    return status;
  }

  /** The first character of {@code X-Member} in the answer that ended last; 0 without one. */
  int member() {
    return member;
  }

  /** Whether the answer that ended last set a cookie. */
  boolean setsCookie() {
    return cookieTo > cookieFrom;
  }

  /** {@code name=value} of the cookie that was set. */
  byte[] cookie() {
    return Arrays.copyOfRange(head, cookieFrom, cookieTo);
  }

  private boolean readHead(ByteBuf in) {
    while (in.isReadable()) {
      if (headLength == head.length) {
        throw new IllegalStateException("answer head longer than " + head.length);
      }
      var b = in.readByte();
      head[headLength++] = b;
      if (b == '\n' && headLength >= 4 && head[headLength - 3] == '\n') {
        parseHead();
        inBody = true;
        return true;
      }
    }
    return false;
  }

  private void parseHead() {
    status = (head[9] - '0') * 100 + (head[10] - '0') * 10 + (head[11] - '0');
    bodyLeft = 0;
    member = 0;
    cookieFrom = 0;
    cookieTo = 0;
    var line = lineAfter(0);
    while (line < headLength - 2) {
      readField(line);
      line = lineAfter(line);
    }
  }

  private void readField(int line) {
    switch (head[line] | 0x20) {
      case 'c' -> {
        if (matches(line, CONTENT_LENGTH)) {
          bodyLeft = number(valueAt(line + CONTENT_LENGTH.length));
        }
      }
      case 's' -> {
        if (matches(line, SET_COOKIE)) {
          cookieFrom = valueAt(line + SET_COOKIE.length);
          cookieTo = endOfCookie(cookieFrom);
        }
      }
      case 'x' -> {
        if (matches(line, MEMBER)) {
          member = head[valueAt(line + MEMBER.length)];
        }
      }
      default -> {
        // a field that does not matter here
      }
    }
  }

  private int lineAfter(int from) {
    var at = from;
    while (head[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private boolean matches(int at, byte[] lowerCase) {
    for (var i = 0; i < lowerCase.length; i++) {
      if ((head[at + i] | 0x20) != (lowerCase[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private int valueAt(int at) {
    var value = at;
    while (head[value] == ' ') {
      value++;
    }
    return value;
  }

  private int endOfCookie(int from) {
    var at = from;
    while (head[at] != ';' && head[at] != '\r') {
      at++;
    }
    return at;
  }

  private long number(int from) {
    var value = 0L;
    for (var at = from; head[at] >= '0' && head[at] <= '9'; at++) {
      value = value * 10 + (head[at] - '0');
    }
    return value;
  }
}
