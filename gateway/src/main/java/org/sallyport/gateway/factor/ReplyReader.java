package org.sallyport.gateway.factor;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Reads responses of HTTP/1.1 (RFC 9112) from one connection, strictly: what is not exactly a
 * response is an error and ends the connection. Confined to one thread.
 */
final class ReplyReader {
  private static final int LONGEST_HEAD = 16 << 10;
  private static final int NONE = -1;
  private static final int CHUNKED = -2;

  private final InputStream in;
  private int headLeft;
  private boolean begun;

  /** What was read is no response, or a longer one than was expected. */
  static final class NoReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    NoReplyException(String message) {
      super(message);
    }
  }

  /**
   * A reader.
   *
   * @param in should be buffered
   */
  ReplyReader(InputStream in) {
    this.in = in;
  }

  /** Says that a request is about to be sent, so that nothing of its response can have come. */
  void expect() {
    begun = false;
  }

  /** Whether anything of the present response has come. */
  boolean begun() {
    return begun;
  }

  /**
   * The next final response; interim ones are skipped (RFC 9110 section 15.2).
   *
   * @param longest octets of its body
   * @param bodiless whether no body follows a success, as after CONNECT
   */
  HttpReply read(int longest, boolean bodiless) throws IOException {
    headLeft = LONGEST_HEAD;
    while (true) {
      int status = status(line());
      var framing = framing();
      if (status >= 200) {
        boolean empty = status == 204 || status == 304 || (bodiless && status < 300);
        var body = empty ? new byte[0] : body(framing.length(), longest);
        boolean ended = framing.close() || (!empty && framing.length() == NONE);
        return new HttpReply(status, body, !ended);
      }
      if (status == 101) {
        throw new NoReplyException("a change of protocol that nobody asked for");
      }
    }
  }

  /** RFC 9112 section 4. */
  private static int status(String line) throws NoReplyException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new NoReplyException("no status line of HTTP/1.1");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private record Framing(int length, boolean close) {}

  /** RFC 9112 section 6.3. */
  private Framing framing() throws IOException {
    int length = NONE;
    boolean close = false;
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new NoReplyException("a header field without a name");
      }
      var value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = once(length, number(value, 10));
        case "transfer-encoding" -> {
          if (!value.equals("chunked")) {
            throw new NoReplyException("a transfer coding other than chunked");
          }
          length = once(length, CHUNKED);
        }
        case "content-encoding" -> throw new NoReplyException("a content coding");
        case "connection" -> close |= value.contains("close");
        default -> {
          // Other fields say nothing of where the response ends.
        }
      }
    }
    return new Framing(length, close);
  }

  private static int once(int before, int now) throws NoReplyException {
    if (before != NONE) {
      throw new NoReplyException("two fields say where the body ends");
    }
    return now;
  }

  private static int number(String digits, int radix) throws NoReplyException {
    if (!digits.matches(radix == 10 ? "[0-9]{1,9}" : "[0-9a-fA-F]{1,7}")) {
      throw new NoReplyException("no length");
    }
    return Integer.parseInt(digits, radix);
  }

  private byte[] body(int length, int longest) throws IOException {
    if (length == CHUNKED) {
      return chunks(longest);
    }
    if (length > longest) {
      throw new NoReplyException("a body of " + length + " octets, expected " + longest);
    }
    var body = in.readNBytes(length == NONE ? longest + 1 : length);
    if (length != NONE && body.length < length) {
      throw new EOFException("the connection ended within a response");
    }
    if (body.length > longest) {
      throw new NoReplyException("a body of more than " + longest + " octets");
    }
    return body;
  }

  /** RFC 9112 section 7.1. */
  private byte[] chunks(int longest) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      headLeft = LONGEST_HEAD;
      int size = number(line().split(";", 2)[0].strip(), 16);
      if (size == 0) {
        while (!line().isEmpty()) {
          // Trailers are read and not used.
        }
        return body.toByteArray();
      }
      if (body.size() + size > longest) {
        throw new NoReplyException("a body of more than " + longest + " octets");
      }
      body.writeBytes(body(size, size));
      if (!line().isEmpty()) {
        throw new NoReplyException("a chunk that does not end where it says");
      }
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended before a response");
      }
      begun = true;
      if (--headLeft < 0) {
        throw new NoReplyException("a head of more than " + LONGEST_HEAD + " octets");
      }
      line.append((char) c);
    }
    int last = line.length() - 1;
    if (last < 0 || line.charAt(last) != '\r') {
      throw new NoReplyException("a line without CR");
    }
    line.setLength(last);
    return line.toString();
  }
}
