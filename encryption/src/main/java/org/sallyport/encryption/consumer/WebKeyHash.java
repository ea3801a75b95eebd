package org.sallyport.encryption.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * What the Web Key Directory calls somebody: the SHA-1 of the local part of the address, with its
 * ASCII letters in lower case, in z-base-32 (draft-koch-openpgp-webkey-service section 3.1).
 */
public final class WebKeyHash {
  /** RFC 6189 section 5.1.6. */
  private static final String DIGITS = "ybndrfg8ejkmcpqxot1uwisza345h769";

  /** 160 bits in digits of five. */
  private static final int LENGTH = 32;

  private WebKeyHash() {}

  /** The hash of a local part: 32 digits. */
  public static String of(String local) {
    var lower = new StringBuilder(local.length());
    local.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return digits(sha1(lower.toString().getBytes(UTF_8)));
  }

  /** Whether a text could be a hash. */
  public static boolean fits(String text) {
    return text.length() == LENGTH
        && text.toLowerCase(Locale.ROOT).chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
  }

  private static byte[] sha1(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static String digits(byte[] octets) {
    var text = new StringBuilder(LENGTH);
    int held = 0;
    int bits = 0;
    for (byte octet : octets) {
      held = held << 8 | (octet & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(DIGITS.charAt(held >> bits & 31));
      }
      held &= (1 << bits) - 1;
    }
    return text.toString();
  }
}
