package org.sallyport.gateway.login;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.Secret;

/** What looks like a code, and where one may stand behind a password. */
final class Codes {
  private Codes() {}

  /** Six to eight digits (RFC 4226 section 5.3). */
  static boolean isCode(String text) {
    return text.length() >= 6 && text.length() <= 8 && digits(text, 0);
  }

  /** A field that is parted. */
  record Parted(Secret password, String code) {}

  /**
   * The ways to part a field into a password and a code, the longest code first: what a shorter one
   * would leave to the password is digits, which is the rarer end of a password.
   */
  static List<Parted> part(Secret whole, Collection<Integer> lengths) {
    var field = octets(whole);
    return lengths.stream()
        .distinct()
        .sorted(Comparator.reverseOrder())
        .filter(length -> field.length() > length && digits(field, field.length() - length))
        .map(length -> at(field, field.length() - length))
        .toList();
  }

  /** The field parted at the last separator, where a code stands behind it. */
  static Optional<Parted> behind(Secret whole, String separator) {
    var field = octets(whole);
    int at = separator.isEmpty() ? -1 : field.lastIndexOf(octets(Secret.ofText(separator)));
    if (at < 0) {
      return Optional.empty();
    }
    var code = field.substring(at + octets(Secret.ofText(separator)).length());
    return isCode(code)
        ? Optional.of(new Parted(secret(field.substring(0, at)), code))
        : Optional.empty();
  }

  /**
   * One character for each octet: RFC 2865 section 5.2 does not say what a password is written in.
   */
  private static String octets(Secret field) {
    return new String(field.reveal(), StandardCharsets.ISO_8859_1);
  }

  private static Secret secret(String octets) {
    return Secret.copyOf(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Parted at(String field, int index) {
    return new Parted(secret(field.substring(0, index)), field.substring(index));
  }

  private static boolean digits(String text, int from) {
    return text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }
}
