package org.sallyport.encryption.administrator;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.Base32;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.OtpAuthUri;

/**
 * What an administrator is handed once: a random password, and the seed of the codes. Whoever gets
 * it closes it.
 *
 * @param password 100 random bits, as groups of five letters and digits
 * @param seed 160 bits (RFC 4226 section 4, R6)
 */
public record NewCredentials(AdministratorName name, Secret password, Secret seed)
    implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SEED = 20;
  private static final int GROUPS = 4;
  private static final int GROUP = 5;

  static NewCredentials random(AdministratorName name) {
    var seed = new byte[SEED];
    RANDOM.nextBytes(seed);
    try {
      return new NewCredentials(name, Secret.ofText(groups()), Secret.copyOf(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static String groups() {
    var bytes = new byte[GROUPS * GROUP];
    RANDOM.nextBytes(bytes);
    var letters = Base32.encode(bytes).substring(0, GROUPS * GROUP);
    return letters.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }

  /**
   * What an authenticator app reads; the caller closes it.
   *
   * @param issuer what the app calls the organisation
   */
  public Secret uri(String issuer) {
    var clean = issuer.replace(":", " ").strip();
    return new OtpAuthUri(
            CodeKind.TOTP,
            clean.isEmpty() ? Optional.empty() : Optional.of(clean),
            name.text(),
            seed,
            CodeForm.USUAL,
            Codes.PERIOD,
            0)
        .text();
  }

  @Override
  public void close() {
    password.close();
    seed.close();
  }

  /** Whose they are, and nothing of them. */
  @Override
  public String toString() {
    return "NewCredentials[" + name + "]";
  }
}
