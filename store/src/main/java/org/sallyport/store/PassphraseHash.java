package org.sallyport.store;

import java.util.Base64;
import org.sallyport.kernel.Secret;

/**
 * What is kept of a passphrase that is only ever compared: {@code argon2id$MEMORY$PASSES$SALT$KEY},
 * memory in KiB, the rest in base64. Safe for use by several threads; blocks as {@link
 * Passphrase#stretch} does.
 */
public final class PassphraseHash {
  /** The longest passphrase that is looked at, in octets. */
  public static final int LONGEST = 1024;

  private static final String FORM = "argon2id";

  private PassphraseHash() {}

  /**
   * A hash to keep.
   *
   * @throws IllegalArgumentException when the passphrase is empty or longer than {@link #LONGEST}
   */
  public static String hash(Secret passphrase) {
    if (passphrase.length() == 0 || passphrase.length() > LONGEST) {
      throw new IllegalArgumentException("a passphrase has 1 to " + LONGEST + " octets");
    }
    var cost = Passphrase.fresh();
    try (var key = cost.stretch(passphrase)) {
      return text(cost, key.reveal());
    }
  }

  /** A hash that no passphrase is known for; made at once, and looked at as long as any other. */
  public static String nobodys() {
    return text(Passphrase.fresh(), Passphrase.key());
  }

  private static String text(Passphrase cost, byte[] key) {
    return String.join(
        "$",
        FORM,
        Integer.toString(cost.memory()),
        Integer.toString(cost.passes()),
        Base64.getEncoder().encodeToString(cost.salt()),
        Base64.getEncoder().encodeToString(key));
  }

  /**
   * Whether a passphrase is the one that was hashed.
   *
   * @throws StoreException of kind {@code SEAL} when what is kept is no hash of ours
   */
  public static boolean matches(Secret passphrase, String hash) {
    var parts = hash.split("\\$", -1);
    if (parts.length != 5 || !parts[0].equals(FORM)) {
      throw new StoreException(
          StoreException.Kind.SEAL, "a passphrase is kept in a form that is not known");
    }
    if (passphrase.length() == 0 || passphrase.length() > LONGEST) {
      return false;
    }
    try (var kept = Secret.copyOf(Base64.getDecoder().decode(parts[4]));
        var key = cost(parts).stretch(passphrase)) {
      return kept.equals(key);
    }
  }

  private static Passphrase cost(String[] parts) {
    return new Passphrase(
        Base64.getDecoder().decode(parts[3]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]));
  }
}
