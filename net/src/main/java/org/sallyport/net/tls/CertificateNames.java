package org.sallyport.net.tls;

import java.net.IDN;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a certificate is for: its subject alternative names of type dNSName and iPAddress,
 * and nothing else. The common name is no longer a name of a server (RFC 9525 section 2).
 *
 * @param dns in lower case, A-labels, a leading {@code *.} where there is one
 * @param addresses literal addresses
 */
public record CertificateNames(List<String> dns, List<InetAddress> addresses) {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  public CertificateNames {
    dns = List.copyOf(dns);
    addresses = List.copyOf(addresses);
  }

  /** The names of a certificate; none when the extension is missing or damaged. */
  public static CertificateNames of(X509Certificate certificate) {
    var dns = new ArrayList<String>();
    var addresses = new ArrayList<InetAddress>();
    for (var name : alternatives(certificate)) {
      switch ((Integer) name.getFirst()) {
        case DNS_NAME -> dns.add(normal((String) name.get(1)));
        case IP_ADDRESS -> literal((String) name.get(1)).ifPresent(addresses::add);
        default -> {
          // Mail addresses and others do not name servers.
        }
      }
    }
    return new CertificateNames(dns, addresses);
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException damaged) {
      return List.of();
    }
  }

  /**
   * Whether a server of this name may show the certificate (RFC 9525 section 6).
   *
   * @param expected a DNS name, in Unicode or A-labels, or a literal address
   */
  public boolean cover(String expected) {
    var address = literal(expected);
    if (address.isPresent()) {
      return addresses.contains(address.get());
    }
    var name = reference(expected);
    var wildcard = wildcardFor(name);
    return dns.contains(name) || (!wildcard.isEmpty() && dns.contains(wildcard));
  }

  /**
   * The only wildcard that covers a name: {@code *} stands for exactly the leftmost label (RFC 9525
   * section 6.3), and at least two labels follow it, as public clients demand too. Empty when there
   * is none.
   */
  static String wildcardFor(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && name.indexOf('.', dot + 1) > 0 ? "*" + name.substring(dot) : "";
  }

  /** Whether a text is a literal address and not a name. */
  static Optional<InetAddress> literal(String text) {
    boolean like = text.indexOf(':') >= 0 || isDotted(text);
    try {
      return like ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private static boolean isDotted(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  /** A name to look for: A-labels (RFC 5890), lower case, no trailing dot. */
  static String reference(String name) {
    try {
      return normal(IDN.toASCII(name, IDN.ALLOW_UNASSIGNED));
    } catch (IllegalArgumentException notConvertible) {
      return normal(name);
    }
  }

  private static String normal(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Whether two certificates are for the same names, in whatever order. */
  boolean sameAs(CertificateNames other) {
    return Set.copyOf(dns).equals(Set.copyOf(other.dns))
        && Set.copyOf(addresses).equals(Set.copyOf(other.addresses));
  }

  /** No name at all. */
  public boolean isEmpty() {
    return dns.isEmpty() && addresses.isEmpty();
  }

  /** The names as a list for a message. */
  @Override
  public String toString() {
    var all = new ArrayList<>(dns);
    addresses.forEach(address -> all.add(address.getHostAddress()));
    return String.join(", ", all);
  }
}
