package org.sallyport.authority.user;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.sallyport.kernel.Secret;

/**
 * Hashes PINs, slowly: PBKDF2 with HMAC-SHA-256 (RFC 8018), which is the slow hash that the JDK
 * has; its cost is OWASP's of 2023. A PIN has little entropy whatever hash it is given: what
 * protects it is the lock-out, and the hash only delays who has stolen the store.
 *
 * <p>Safe for use by several threads; blocks for about a quarter of a second, and longer where more
 * ask at once than there are processors.
 */
public final class Pins {
  /** The shortest PIN that is taken, in octets. */
  public static final int SHORTEST = 4;

  /** The longest PIN that is taken, in octets. */
  public static final int LONGEST = 64;

  private static final String FORM = "pbkdf2-sha256";
  private static final int ITERATIONS = 600_000;
  private static final int OCTETS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Semaphore PROCESSORS =
      new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  private Pins() {}

  /**
   * A hash to keep, with its salt and cost.
   *
   * @throws IllegalArgumentException when the PIN is shorter or longer than it may be
   */
  public static String hash(Secret pin) {
    if (pin.length() < SHORTEST || pin.length() > LONGEST) {
      throw new IllegalArgumentException("a PIN has " + SHORTEST + " to " + LONGEST + " octets");
    }
    var salt = new byte[16];
    RANDOM.nextBytes(salt);
    var encoder = Base64.getEncoder().withoutPadding();
    return FORM
        + "$"
        + ITERATIONS
        + "$"
        + encoder.encodeToString(salt)
        + "$"
        + encoder.encodeToString(derive(pin, salt, ITERATIONS));
  }

  /** Whether a PIN is the one that was hashed. */
  public static boolean matches(Secret pin, String hash) {
    var parts = hash.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(FORM)) {
      throw new IllegalStateException("a PIN is kept in a form that is not known");
    }
    if (pin.length() == 0 || pin.length() > LONGEST) {
      return false;
    }
    var salt = Base64.getDecoder().decode(parts[2]);
    return MessageDigest.isEqual(
        derive(pin, salt, Integer.parseInt(parts[1])), Base64.getDecoder().decode(parts[3]));
  }

  private static byte[] derive(Secret pin, byte[] salt, int iterations) {
    var text = pin.revealText().toCharArray();
    var spec = new PBEKeySpec(text, salt, iterations, 8 * OCTETS);
    PROCESSORS.acquireUninterruptibly();
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks PBKDF2WithHmacSHA256", e);
    } finally {
      PROCESSORS.release();
      spec.clearPassword();
      Arrays.fill(text, '\0');
    }
  }
}
