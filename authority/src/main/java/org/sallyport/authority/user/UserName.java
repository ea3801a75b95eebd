package org.sallyport.authority.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A user's name as gateways know it: NFKC, lower case, 1 to 128 characters, none of them a control
 * character.
 *
 * @param text the normalised form
 */
public record UserName(String text) {
  private static final int MOST = 128;

  /** Refuses what {@link #of} would not give. */
  public UserName {
    if (!normal(text).equals(text) || text.isBlank() || text.length() > MOST || controls(text)) {
      throw new IllegalArgumentException("not a normalised user name");
    }
  }

  /** The name that somebody wrote, normalised; empty when it cannot be one. */
  public static Optional<UserName> of(String written) {
    if (written.length() > 4 * MOST) {
      return Optional.empty();
    }
    var text = normal(written);
    return text.isBlank() || text.length() > MOST || controls(text)
        ? Optional.empty()
        : Optional.of(new UserName(text));
  }

  private static String normal(String text) {
    // Lower-casing may undo normalisation, so it is done before and after.
    var lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  private static boolean controls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  @Override
  public String toString() {
    return text;
  }
}
