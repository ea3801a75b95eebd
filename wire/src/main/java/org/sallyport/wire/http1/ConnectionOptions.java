package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The options that the Connection fields of one head list (RFC 9110 section 7.6.1). */
final class ConnectionOptions {
  private static final byte[] CLOSE = "close".getBytes(US_ASCII);
  private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);
  private static final byte[] UPGRADE = "upgrade".getBytes(US_ASCII);
  private static final byte[] HOST = "host".getBytes(US_ASCII);
  private static final byte[] CONTENT_LENGTH = "content-length".getBytes(US_ASCII);
  private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(US_ASCII);

  private final Fault fault;
  private boolean close;
  private boolean keepAlive;
  private boolean upgrade;

  ConnectionOptions(Fault fault) {
    this.fault = fault;
  }

  void clear() {
    close = false;
    keepAlive = false;
    upgrade = false;
  }

  /** Reads one field value; false when it makes the head malformed. */
  boolean read(byte[] b, int value, int length) {
    int limit = value + length;
    int pos = value;
    while (pos < limit) {
      int stop = CharClass.skip(CharClass.TOKEN, b, pos, limit);
      if (stop > pos && !option(b, pos, stop - pos)) {
        return false;
      }
      while (stop < limit && CharClass.isBlank(b[stop])) {
        stop++;
      }
      if (stop < limit && b[stop] != ',') {
        fault.at(400, stop, "invalid Connection option");
        return false;
      }
      pos = stop + 1;
      while (pos < limit && CharClass.isBlank(b[pos])) {
        pos++;
      }
    }
    return true;
  }

  private boolean option(byte[] b, int offset, int length) {
    return switch (length) {
      case 4 -> notNominated(b, offset, HOST);
      case 5 -> {
        close |= CharClass.equalsIgnoreCase(b, offset, 5, CLOSE);
        yield true;
      }
      case 7 -> {
        upgrade |= CharClass.equalsIgnoreCase(b, offset, 7, UPGRADE);
        yield true;
      }
      case 10 -> {
        keepAlive |= CharClass.equalsIgnoreCase(b, offset, 10, KEEP_ALIVE);
        yield true;
      }
      case 14 -> notNominated(b, offset, CONTENT_LENGTH);
      case 17 -> notNominated(b, offset, TRANSFER_ENCODING);
      default -> true;
    };
  }

  /** A peer removes the fields named here and would then see another message than we do. */
  private boolean notNominated(byte[] b, int offset, byte[] field) {
    if (CharClass.equalsIgnoreCase(b, offset, field.length, field)) {
      fault.at(400, offset, "Connection names a field that must stay");
      return false;
    }
    return true;
  }

  boolean upgrade() {
    return upgrade;
  }

  /** Whether the connection persists after the message (RFC 9112 section 9.3). */
  boolean persists(int minorVersion) {
    return !close && (minorVersion >= 1 || keepAlive);
  }
}
