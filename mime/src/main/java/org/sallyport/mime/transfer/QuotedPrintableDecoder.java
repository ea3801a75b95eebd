package org.sallyport.mime.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Quoted-Printable as mailers write it (RFC 2045 section 6.7): what is not well formed stays as it
 * is, white space at the end of a line goes. Used by one thread.
 */
final class QuotedPrintableDecoder extends InputStream {
  /** White space at the end of a line that is longer than lines may be is content. */
  private static final int MOST_BLANKS = 1_000;

  private final InputStream encoded;
  private final byte[] pending = new byte[MOST_BLANKS + 8];
  private int at;
  private int end;

  QuotedPrintableDecoder(InputStream encoded) {
    this.encoded = new BufferedInputStream(encoded, 32 * 1024);
  }

  @Override
  public int read() throws IOException {
    while (at == end) {
      if (!fill()) {
        return -1;
      }
    }
    return pending[at++] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    int count = 0;
    while (count < most) {
      int octet = read();
      if (octet < 0) {
        break;
      }
      into[from + count++] = (byte) octet;
    }
    return count == 0 && most > 0 ? -1 : count;
  }

  private void put(int octet) {
    pending[end++] = (byte) octet;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = 0;
    int octet = encoded.read();
    switch (octet) {
      case -1 -> {
        return false;
      }
      case '=' -> escape();
      case ' ', '\t' -> blanks(octet);
      default -> put(octet);
    }
    return true;
  }

  private void escape() throws IOException {
    encoded.mark(MOST_BLANKS + 4);
    int first = encoded.read();
    int second = first < 0 ? -1 : encoded.read();
    int value = hex(first) < 0 || hex(second) < 0 ? -1 : hex(first) << 4 | hex(second);
    if (value >= 0) {
      put(value);
      return;
    }
    encoded.reset();
    int next = encoded.read();
    int blanks = 0;
    while ((next == ' ' || next == '\t') && blanks++ < MOST_BLANKS) {
      next = encoded.read();
    }
    if (next == '\r') {
      next = encoded.read();
    }
    if (next != '\n' && next >= 0) {
      encoded.reset();
      put('=');
    }
  }

  private void blanks(int first) throws IOException {
    put(first);
    encoded.mark(2);
    int next = encoded.read();
    while ((next == ' ' || next == '\t') && end < MOST_BLANKS) {
      put(next);
      encoded.mark(2);
      next = encoded.read();
    }
    if (next == '\r' || next == '\n' || next < 0) {
      end = 0;
    }
    if (next >= 0) {
      encoded.reset();
    }
  }

  private static int hex(int octet) {
    return octet < 0 ? -1 : Character.digit(octet, 16);
  }

  @Override
  public void close() throws IOException {
    encoded.close();
  }
}
