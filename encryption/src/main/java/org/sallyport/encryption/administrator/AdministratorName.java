package org.sallyport.encryption.administrator;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that an administrator signs in with; case does not count.
 *
 * @param text in lower case
 */
public record AdministratorName(String text) {
  /** What a name may be, for people. */
  public static final String EXPECTED =
      "expected 2 to 64 of a-z 0-9 . _ - and @, beginning with a letter or digit";

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._@-]{1,63}");

  public AdministratorName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /** A name that somebody typed. */
  public static Optional<AdministratorName> of(String typed) {
    var text = typed.strip().toLowerCase(Locale.ROOT);
    return FORM.matcher(text).matches()
        ? Optional.of(new AdministratorName(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
