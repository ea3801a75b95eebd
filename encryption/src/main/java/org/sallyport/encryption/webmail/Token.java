package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * 256 random bits in base64url, for links and cookies. The store has the SHA-256 alone: so many
 * bits cannot be tried out.
 */
final class Token {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int OCTETS = 32;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private Token() {}

  static String fresh() {
    var octets = new byte[OCTETS];
    RANDOM.nextBytes(octets);
    return TEXT.encodeToString(octets);
  }

  /** What the store has of it. */
  static String digest(String purpose, String token) {
    try {
      return TEXT.encodeToString(
          MessageDigest.getInstance("SHA-256").digest((purpose + "\n" + token).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether two are the same, in a time that tells nothing. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
