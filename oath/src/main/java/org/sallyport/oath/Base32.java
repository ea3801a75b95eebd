package org.sallyport.oath;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Base 32 (RFC 4648 section 6), as apps and URIs write seeds: without padding. Reading is strict:
 * capital letters, no spaces, padding whole or absent, no bits left over (section 3.5).
 */
public final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  /** Writes bytes, without padding. */
  public static String encode(byte[] bytes) {
    var text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int held = 0;
    int bits = 0;
    for (byte octet : bytes) {
      held = (held << 8) | (octet & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((held >> bits) & 31));
      }
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt((held << (5 - bits)) & 31));
    }
    return text.toString();
  }

  /**
   * Reads text; empty for anything that {@link #encode} would not write, with or without padding.
   */
  public static Optional<byte[]> decode(String padded) {
    var text = unpadded(padded);
    var bytes = new ByteArrayOutputStream(text.length() * 5 / 8);
    int held = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) {
        return Optional.empty();
      }
      held = (held << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
      }
    }
    boolean whole = bits < 5 && (held & ((1 << bits) - 1)) == 0;
    return whole ? Optional.of(bytes.toByteArray()) : Optional.empty();
  }

  private static String unpadded(String text) {
    int end = text.indexOf('=');
    if (end < 0 || text.length() % 8 != 0 || text.length() - end > 6) {
      return text;
    }
    return text.substring(end).chars().allMatch(sign -> sign == '=')
        ? text.substring(0, end)
        : text;
  }
}
