package org.sallyport.wire.tls;

/**
 * A position in a message (RFC 8446 section 3). The first fault stays: after it every read gives
 * zero and nothing remains, so that a decoder can ask once at its end.
 */
final class Reader {
  private final byte[] bytes;
  private final int limit;
  private int pos;
  private String reason = "";

  Reader(byte[] bytes, int offset, int limit) {
    this.bytes = bytes;
    this.pos = offset;
    this.limit = limit;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return pos;
  }

  int remaining() {
    return failed() ? 0 : limit - pos;
  }

  boolean failed() {
    return !reason.isEmpty();
  }

  String reason() {
    return reason;
  }

  void fail(String why) {
    if (!failed()) {
      reason = why;
    }
  }

  int uint8() {
    return has(1) ? bytes[pos++] & 0xFF : 0;
  }

  int uint16() {
    return has(2) ? uint8() << 8 | uint8() : 0;
  }

  /** The length of a vector that the message holds as a whole. */
  int vector8() {
    return whole(uint8());
  }

  /** As {@link #vector8} with a length of two bytes. */
  int vector16() {
    return whole(uint16());
  }

  /** Where a vector of that length ends, from here. */
  int end(int length) {
    return pos + length;
  }

  void skip(int count) {
    if (has(count)) {
      pos += count;
    }
  }

  private int whole(int length) {
    return has(length) ? length : 0;
  }

  private boolean has(int count) {
    if (!failed() && limit - pos < count) {
      fail("message shorter than its parts");
    }
    return !failed();
  }
}
