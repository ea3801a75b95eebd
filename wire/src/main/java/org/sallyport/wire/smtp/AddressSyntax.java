package org.sallyport.wire.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetAddress;

/** The grammar of addresses (RFC 5321 section 4.1.2 and 4.1.3, RFC 6531 section 3.3). */
final class AddressSyntax {
  /** Octets of a path with its brackets (RFC 5321 section 4.5.3.1.3), less brackets and the at. */
  static final int LONGEST = 253;

  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_LABEL = 63;
  private static final String SPECIAL = "!#$%&'*+-/=?^_`{|}~";

  private AddressSyntax() {}

  static int octets(String text) {
    return text.getBytes(UTF_8).length;
  }

  static boolean isLocalPart(String text) {
    if (text.isEmpty() || octets(text) > LONGEST_LOCAL_PART) {
      return false;
    }
    return text.charAt(0) == '"' ? isQuoted(text) : isDotString(text);
  }

  private static boolean isDotString(String text) {
    char before = '.';
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '.' ? before == '.' : !isAtom(c)) {
        return false;
      }
      before = c;
    }
    return before != '.';
  }

  private static boolean isAtom(char c) {
    return isLetterOrDigit(c) || SPECIAL.indexOf(c) >= 0 || isBeyondAscii(c);
  }

  private static boolean isQuoted(String text) {
    int last = text.length() - 1;
    if (last < 1 || text.charAt(last) != '"') {
      return false;
    }
    for (int at = 1; at < last; at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
        if (at == last || text.charAt(at) < ' ' || text.charAt(at) >= 0x7F) {
          return false;
        }
      } else if (c == '"' || c < ' ' || c == 0x7F || (c > 0x7F && !isBeyondAscii(c))) {
        return false;
      }
    }
    return true;
  }

  /** C1 controls and line separators are no part of any name. */
  private static boolean isBeyondAscii(char c) {
    return c >= 0xA0 && c != '\u2028' && c != '\u2029' && c != '\uFEFF';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static boolean isDomain(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]") && isLiteral(text.substring(1, text.length() - 1));
    }
    for (var label : text.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return true;
  }

  /** Names with an underscore are in use, although RFC 5321 knows none. */
  private static boolean isLabel(String label) {
    if (label.isEmpty()
        || octets(label) > LONGEST_LABEL
        || label.startsWith("-")
        || label.endsWith("-")) {
      return false;
    }
    return label
        .chars()
        .allMatch(
            c -> isLetterOrDigit((char) c) || c == '-' || c == '_' || isBeyondAscii((char) c));
  }

  /** Other kinds of literals than those of IP (RFC 5321 section 4.1.3) are registered nowhere. */
  private static boolean isLiteral(String text) {
    try {
      if (text.regionMatches(true, 0, "IPv6:", 0, 5)) {
        var address = text.substring(5);
        return address.matches("[0-9A-Fa-f:.]{2,45}") && isV6(address);
      }
      return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") && InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /** An IPv4 address in the form of IPv6 comes back as one of IPv4. */
  private static boolean isV6(String text) {
    return text.indexOf(':') >= 0
        && (InetAddress.ofLiteral(text) instanceof Inet6Address || text.indexOf('.') > 0);
  }
}
