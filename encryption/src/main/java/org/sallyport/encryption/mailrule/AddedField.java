package org.sallyport.encryption.mailrule;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header field that a rule puts on top of a message.
 *
 * @param name RFC 5322 section 3.6.8
 * @param value one line
 */
public record AddedField(String name, String value) {
  /** The longest value, in characters. */
  public static final int LONGEST = 500;

  private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,60}");

  /** What servers write, or what says how a body is to be read. */
  private static final Set<String> RESERVED =
      Set.of(
          "received",
          "return-path",
          "from",
          "sender",
          "to",
          "cc",
          "bcc",
          "date",
          "message-id",
          "subject",
          "mime-version",
          "dkim-signature",
          "authentication-results");

  /** Checks both. */
  public AddedField {
    var fault = fault(name, value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
  }

  /** What is wrong with a field. */
  static Optional<String> fault(String name, String value) {
    var key = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      return Optional.of("expected the name of a header field, such as X-Class");
    }
    if (RESERVED.contains(key) || key.startsWith("content-") || key.startsWith("x-sallyport-")) {
      return Optional.of("rules do not write the field " + name);
    }
    if (value.isBlank()
        || value.length() > LONGEST
        || value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("expected one line of 1 to " + LONGEST + " characters");
    }
    return Optional.empty();
  }
}
