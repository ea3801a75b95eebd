package org.sallyport.mime.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Base64 as mailers write it: characters outside of the alphabet are passed over (RFC 2045 section
 * 6.8), padding ends a group and not the content. Used by one thread.
 */
final class Base64Decoder extends InputStream {
  private static final int BUFFER = 32 * 1024;
  private static final byte[] VALUES = values();

  private final InputStream encoded;
  private final byte[] in = new byte[BUFFER];
  private final byte[] out = new byte[BUFFER];
  private int at;
  private int end;
  private int bits;
  private int group;
  private boolean finished;

  Base64Decoder(InputStream encoded) {
    this.encoded = encoded;
  }

  private static byte[] values() {
    var values = new byte[256];
    Arrays.fill(values, (byte) -1);
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    values['='] = -2;
    return values;
  }

  @Override
  public int read() throws IOException {
    return at < end || fill() ? out[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    if (at == end && !fill()) {
      return -1;
    }
    int part = Math.min(most, end - at);
    System.arraycopy(out, at, into, from, part);
    at += part;
    return part;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = 0;
    while (end == 0 && !finished) {
      int length = encoded.read(in, 0, in.length);
      if (length < 0) {
        finished = true;
        endGroup();
      } else {
        decode(length);
      }
    }
    return end > 0;
  }

  private void decode(int length) {
    for (int i = 0; i < length; i++) {
      int value = VALUES[in[i] & 0xff];
      if (value >= 0) {
        bits = bits << 6 | value;
        if (++group == 4) {
          out[end++] = (byte) (bits >> 16);
          out[end++] = (byte) (bits >> 8);
          out[end++] = (byte) bits;
          group = 0;
        }
      } else if (value == -2) {
        endGroup();
      }
    }
  }

  private void endGroup() {
    if (group >= 2) {
      out[end++] = (byte) (bits >> (group == 2 ? 4 : 10));
    }
    if (group == 3) {
      out[end++] = (byte) (bits >> 2);
    }
    group = 0;
  }

  @Override
  public void close() throws IOException {
    encoded.close();
  }
}
