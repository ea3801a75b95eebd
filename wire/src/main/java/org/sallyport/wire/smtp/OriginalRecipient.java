package org.sallyport.wire.smtp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a sender meant, before anybody rewrote the address (RFC 3461 section 4.2).
 *
 * @param type such as {@code rfc822} or {@code utf-8} (RFC 6533)
 * @param encoded the address as it was sent: xtext, or what RFC 6533 section 3 makes of it
 */
public record OriginalRecipient(String type, String encoded) {
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern ENCODED = Pattern.compile("[!-~&&[^=]]{1,500}");
  private static final Pattern UTF8_ENCODED =
      Pattern.compile("[!-~\\u00A0-\\x{10FFFF}&&[^=]]{1,500}");

  public OriginalRecipient {
    boolean utf8 = type.equalsIgnoreCase("utf-8");
    if (!TYPE.matcher(type).matches()
        || !(utf8 ? UTF8_ENCODED : ENCODED).matcher(encoded).matches()
        || (!utf8 && Xtext.decode(encoded).isEmpty())) {
      throw new IllegalArgumentException("not an original recipient");
    }
  }

  /** Reads {@code type;address}; empty: it is none. */
  public static Optional<OriginalRecipient> parse(String value) {
    int semicolon = value.indexOf(';');
    try {
      return semicolon < 0
          ? Optional.empty()
          : Optional.of(
              new OriginalRecipient(value.substring(0, semicolon), value.substring(semicolon + 1)));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return type + ";" + encoded;
  }
}
