package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import org.sallyport.wire.http1.ChunkedScanner;
import org.sallyport.wire.http1.Framing;

/**
 * Where a message body ends (RFC 9112 section 6.3), told while its bytes go by. Loop thread only.
 */
final class BodyTracker {
  private static final int MAX_TRAILER_BYTES = 8 * 1024;

  private final ChunkedScanner chunks = new ChunkedScanner(MAX_TRAILER_BYTES);
  private Framing framing = Framing.NONE;
  private long remaining;
  private long passed;
  private long framed;

  /**
   * Expects a body.
   *
   * @param length its length, where {@code framing} is LENGTH
   */
  void begin(Framing framing, long length) {
    this.framing = framing;
    this.remaining = framing == Framing.LENGTH ? length : 0;
    this.passed = 0;
    this.framed = 0;
    if (framing == Framing.CHUNKED) {
      chunks.reset();
    }
  }

  /** How many of {@code available} bytes from {@code index} belong to the body. */
  int take(ByteBuf bytes, int index, int available) {
    int taken =
        switch (framing) {
          case NONE -> 0;
          case LENGTH -> takeCounted(available);
          case CHUNKED -> takeChunked(bytes, index, available);
          case UNTIL_CLOSE -> available;
        };
    passed += taken;
    return taken;
  }

  private int takeCounted(int available) {
    int taken = (int) Math.min(remaining, available);
    remaining -= taken;
    return taken;
  }

  private int takeChunked(ByteBuf bytes, int index, int available) {
    int taken = 0;
    while (taken < available && !chunks.done() && !chunks.malformed()) {
      long data = Math.min(chunks.dataRemaining(), available - taken);
      if (data > 0) {
        chunks.skip(data);
        taken += (int) data;
      } else {
        chunks.accept(bytes.getByte(index + taken));
        taken++;
        framed++;
      }
    }
    return taken;
  }

  /** Whether all of it has gone by. One that lasts until the connection closes never has. */
  boolean done() {
    return switch (framing) {
      case NONE -> true;
      case LENGTH -> remaining == 0;
      case CHUNKED -> chunks.done();
      case UNTIL_CLOSE -> false;
    };
  }

  /** Whether it lasts until the connection closes. */
  boolean untilClose() {
    return framing == Framing.UNTIL_CLOSE;
  }

  /** Whether its chunked framing was broken. */
  boolean malformed() {
    return framing == Framing.CHUNKED && chunks.malformed();
  }

  /** Why it is malformed. */
  String reason() {
    return chunks.reason();
  }

  /** Bytes that have gone by, framing included. */
  long passed() {
    return passed;
  }

  /** Bytes of content that have gone by: without chunk sizes, extensions and trailers. */
  long content() {
    return passed - framed;
  }
}
