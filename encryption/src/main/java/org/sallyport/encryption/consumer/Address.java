package org.sallyport.encryption.consumer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address, lower-case: {@code LOCAL@DOMAIN} with an unquoted local part (RFC 5321 section
 * 4.1.2, RFC 6531 section 3.3). Directories and people write one address in many ways, and here
 * they are one.
 *
 * @param text as {@link #of} gives it
 */
public record Address(String text) implements Comparable<Address> {
  private static final int LONGEST = 254;
  private static final Pattern LOCAL =
      Pattern.compile(
          "[^\\s\\p{Cc}\"(),:;<>@\\[\\]\\\\.]+(\\.[^\\s\\p{Cc}\"(),:;<>@\\[\\]\\\\.]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "[\\p{L}\\p{N}]([\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?"
              + "(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?)*");

  /** Refuses what {@link #of} would not give. */
  public Address {
    if (!normal(text).equals(text) || !fits(text)) {
      throw new IllegalArgumentException("not a normalised mail address");
    }
  }

  /** The address that somebody wrote; empty when it is none. */
  public static Optional<Address> of(String written) {
    if (written.length() > 4 * LONGEST) {
      return Optional.empty();
    }
    var text = normal(written);
    return fits(text) ? Optional.of(new Address(text)) : Optional.empty();
  }

  private static String normal(String text) {
    var lower = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFC);
  }

  private static boolean fits(String text) {
    int at = text.lastIndexOf('@');
    return text.length() <= LONGEST
        && at > 0
        && at <= 64
        && LOCAL.matcher(text.substring(0, at)).matches()
        && DOMAIN.matcher(text.substring(at + 1)).matches();
  }

  /** What stands before the {@code @}. */
  public String local() {
    return text.substring(0, text.lastIndexOf('@'));
  }

  /** What stands after it. */
  public String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  @Override
  public int compareTo(Address other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
