package org.sallyport.kernel;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids that nobody can guess: a letter, an underscore, 128 random bits in base64url. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** A new id. */
  public static String next(char kind) {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return kind + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
