package org.sallyport.openpgp;

import java.util.Locale;
import java.util.Optional;

/** Reads user ids, which by convention are names with an address in angle brackets. */
public final class UserIds {
  private static final int LONGEST = 1024;

  private UserIds() {}

  /** The e-mail address in a user id, in lower case. */
  public static Optional<String> address(String userId) {
    var text = userId.strip();
    int open = text.lastIndexOf('<');
    var address =
        open >= 0 && text.endsWith(">") ? text.substring(open + 1, text.length() - 1) : text;
    return address.matches("[^\\s<>@\\p{Cntrl}]+@[^\\s<>@\\p{Cntrl}]+")
        ? Optional.of(address.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  static void requireValid(String userId) {
    if (userId.isBlank() || userId.length() > LONGEST || userId.matches("(?s).*\\p{Cntrl}.*")) {
      throw new IllegalArgumentException("a user id has 1 to " + LONGEST + " printable characters");
    }
  }
}
