package org.sallyport.encryption.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * What a person types to show that they were sent it: 80 random bits as {@code
 * XXXX-XXXX-XXXX-XXXX}. So many cannot be tried out, so an unkeyed hash is safe to keep.
 */
final class EnrolmentToken {
  /** Base 32 without I, L, O and U: nothing that is misread or spells words. */
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int LENGTH = 16;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private EnrolmentToken() {}

  /** A new one. */
  static String fresh() {
    var text = new StringBuilder(LENGTH + LENGTH / GROUP);
    for (int i = 0; i < LENGTH; i++) {
      text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(32)));
    }
    return text.toString();
  }

  /** People type small letters, forget hyphens, and read 0 as O and 1 as I or L. */
  static byte[] digest(String typed) {
    var plain =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    try {
      return MessageDigest.getInstance("SHA-256").digest(("enrolment\n" + plain).getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
