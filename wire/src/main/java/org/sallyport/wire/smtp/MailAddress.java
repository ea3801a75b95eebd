package org.sallyport.wire.smtp;

import java.util.Optional;

/**
 * A mailbox (RFC 5321 section 4.1.2, RFC 6531 section 3.3), as it was written.
 *
 * @param localPart as written, quotes included
 * @param domain a name or an address literal in brackets; empty only for {@code postmaster} (RFC
 *     5321 section 4.5.1)
 */
public record MailAddress(String localPart, String domain) {
  public MailAddress {
    if (!AddressSyntax.isLocalPart(localPart)) {
      throw new IllegalArgumentException("not the local part of an address");
    }
    if (domain.isEmpty() ? !isPostmaster(localPart) : !AddressSyntax.isDomain(domain)) {
      throw new IllegalArgumentException("not the domain of an address");
    }
    if (AddressSyntax.octets(localPart) + AddressSyntax.octets(domain) > AddressSyntax.LONGEST) {
      throw new IllegalArgumentException("an address longer than allowed");
    }
  }

  /** Reads {@code local@domain} or {@code postmaster}; empty: it is neither. */
  public static Optional<MailAddress> parse(String text) {
    int at = text.lastIndexOf('@');
    var local = at < 0 ? text : text.substring(0, at);
    var domain = at < 0 ? "" : text.substring(at + 1);
    try {
      return at >= 0 && domain.isEmpty()
          ? Optional.empty()
          : Optional.of(new MailAddress(local, domain));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isPostmaster(String localPart) {
    return localPart.equalsIgnoreCase("postmaster");
  }

  /** The local part as it is meant: without quotes and the backslashes within. */
  public String unquoted() {
    if (!localPart.startsWith("\"")) {
      return localPart;
    }
    var text = new StringBuilder();
    for (int at = 1; at < localPart.length() - 1; at++) {
      at += localPart.charAt(at) == '\\' ? 1 : 0;
      text.append(localPart.charAt(at));
    }
    return text.toString();
  }

  /** Whether only servers with SMTPUTF8 take it (RFC 6531). */
  public boolean needsUtf8() {
    return toString().chars().anyMatch(c -> c >= 0x80);
  }

  /** As it stands between the brackets of a command. */
  @Override
  public String toString() {
    return domain.isEmpty() ? localPart : localPart + "@" + domain;
  }
}
