package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What the fields say that decide where a message ends and what becomes of its connection. Each is
 * read as its line arrives, so a hopeless head is refused at once.
 */
final class KnownFields {
  private static final byte[] HOST = "host".getBytes(US_ASCII);
  private static final byte[] EXPECT = "expect".getBytes(US_ASCII);
  private static final byte[] UPGRADE = "upgrade".getBytes(US_ASCII);
  private static final byte[] CONNECTION = "connection".getBytes(US_ASCII);
  private static final byte[] CONTENT_LENGTH = "content-length".getBytes(US_ASCII);
  private static final byte[] CONTENT_UNDERSCORE = "content_length".getBytes(US_ASCII);
  private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(US_ASCII);
  private static final byte[] TRANSFER_UNDERSCORE = "transfer_encoding".getBytes(US_ASCII);
  private static final byte[] CHUNKED = "chunked".getBytes(US_ASCII);
  private static final byte[] CONTINUE = "100-continue".getBytes(US_ASCII);
  private static final int MAX_DIGITS = 18;

  private final Fault fault;
  private final boolean request;
  private final ConnectionOptions connection;
  private long contentLength;
  private boolean chunked;
  private boolean expectContinue;
  private int host;
  private int upgrade;

  KnownFields(Fault fault, boolean request) {
    this.fault = fault;
    this.request = request;
    this.connection = new ConnectionOptions(fault);
    clear();
  }

  void clear() {
    contentLength = -1;
    chunked = false;
    expectContinue = false;
    host = -1;
    upgrade = -1;
    connection.clear();
  }

  /** Reads the field if it is one of ours; false when its value makes the head malformed. */
  boolean accept(byte[] b, int name, int nameLength, int value, int valueLength, int index) {
    return switch (nameLength) {
      case 4 ->
          !request
              || !CharClass.equalsIgnoreCase(b, name, 4, HOST)
              || host(b, name, value, valueLength, index);
      case 6 ->
          !request
              || !CharClass.equalsIgnoreCase(b, name, 6, EXPECT)
              || expect(b, name, value, valueLength);
      case 7 -> {
        if (CharClass.equalsIgnoreCase(b, name, 7, UPGRADE)) {
          upgrade = index;
        }
        yield true;
      }
      case 10 ->
          !CharClass.equalsIgnoreCase(b, name, 10, CONNECTION)
              || connection.read(b, value, valueLength);
      case 14 ->
          CharClass.equalsIgnoreCase(b, name, 14, CONTENT_LENGTH)
              ? contentLength(b, name, value, valueLength)
              : notDisguised(b, name, CONTENT_UNDERSCORE);
      case 17 ->
          CharClass.equalsIgnoreCase(b, name, 17, TRANSFER_ENCODING)
              ? transferEncoding(b, name, value, valueLength)
              : notDisguised(b, name, TRANSFER_UNDERSCORE);
      default -> true;
    };
  }

  /** A gateway in the manner of CGI (RFC 3875 section 4.1.18) reads both spellings as one field. */
  private boolean notDisguised(byte[] b, int name, byte[] underscored) {
    if (CharClass.equalsIgnoreCase(b, name, underscored.length, underscored)) {
      return refuse(400, name, "framing field written with an underscore");
    }
    return true;
  }

  private boolean host(byte[] b, int name, int value, int length, int index) {
    if (host >= 0) {
      return refuse(400, name, "several Host fields");
    }
    host = index;
    return HostSyntax.isValid(b, value, length) || refuse(400, value, "invalid Host");
  }

  private boolean expect(byte[] b, int name, int value, int length) {
    if (expectContinue) {
      return refuse(400, name, "several Expect fields");
    }
    expectContinue = CharClass.equalsIgnoreCase(b, value, length, CONTINUE);
    return expectContinue || refuse(417, value, "unknown expectation");
  }

  /** RFC 9110 section 8.6. Lists and repetitions of one value are refused too. */
  private boolean contentLength(byte[] b, int name, int value, int length) {
    if (contentLength >= 0) {
      return refuse(400, name, "several Content-Length fields");
    }
    if (chunked) {
      return refuse(400, name, "Content-Length beside Transfer-Encoding");
    }
    if (length == 0 || length > MAX_DIGITS || (b[value] == '0' && length > 1)) {
      return refuse(400, value, "invalid Content-Length");
    }
    long number = 0;
    for (int i = value; i < value + length; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return refuse(400, i, "invalid Content-Length");
      }
      number = number * 10 + (b[i] - '0');
    }
    contentLength = number;
    return true;
  }

  /** RFC 9112 section 6.1; the only transfer coding is chunked, named once. */
  private boolean transferEncoding(byte[] b, int name, int value, int length) {
    if (chunked) {
      return refuse(400, name, "several Transfer-Encoding fields");
    }
    if (contentLength >= 0) {
      return refuse(400, name, "Transfer-Encoding beside Content-Length");
    }
    if (CharClass.equalsIgnoreCase(b, value, length, CHUNKED)) {
      chunked = true;
      return true;
    }
    // section 6.3: a coding that does not end in chunked has no length; section 6.1: 501 otherwise
    int comma = value + length - CHUNKED.length - 1;
    while (comma > value && CharClass.isBlank(b[comma])) {
      comma--;
    }
    boolean finallyChunked =
        comma > value
            && b[comma] == ','
            && b[value] != ','
            && CharClass.equalsIgnoreCase(
                b, value + length - CHUNKED.length, CHUNKED.length, CHUNKED)
            && !CharClass.equalsIgnoreCase(b, value, CHUNKED.length, CHUNKED);
    return refuse(finallyChunked ? 501 : 400, value, "transfer coding other than chunked");
  }

  private boolean refuse(int status, int offset, String reason) {
    fault.at(status, offset, reason);
    return false;
  }

  /** The value of Content-Length, or -1 without one. */
  long contentLength() {
    return contentLength;
  }

  boolean chunked() {
    return chunked;
  }

  boolean expectContinue() {
    return expectContinue;
  }

  /** The index of the Host field, or -1. */
  int hostIndex() {
    return host;
  }

  /** The index of the last Upgrade field, or -1. */
  int upgradeIndex() {
    return upgrade;
  }

  ConnectionOptions connection() {
    return connection;
  }
}
