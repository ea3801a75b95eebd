package org.sallyport.director.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Numbers as digits of the URL-safe alphabet (RFC 4648 section 5), the highest first. */
final class Base64Url {
  /** What {@link #read} says where a digit is none. */
  static final long NONE = -1;

  private static final byte[] DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(US_ASCII);
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (byte value = 0; value < DIGITS.length; value++) {
      VALUES[DIGITS[value]] = value;
    }
  }

  private Base64Url() {}

  /** Writes the low {@code 6 * count} bits. */
  static void write(long number, byte[] out, int offset, int count) {
    for (int i = count - 1; i >= 0; i--) {
      out[offset + i] = DIGITS[(int) (number >>> (6 * (count - 1 - i))) & 63];
    }
  }

  /** Reads up to ten digits. */
  static long read(byte[] in, int offset, int count) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      int value = VALUES[in[offset + i] & 0xFF];
      if (value < 0) {
        return NONE;
      }
      number = number << 6 | value;
    }
    return number;
  }
}
