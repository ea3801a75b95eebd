package org.sallyport.client.link;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A server's certificate that does not fit the stamp, and what is to be done.
 *
 * @param expected the name in the stamp
 * @param names the names in the certificate
 * @param issuer who issued it
 * @param until when it ends
 * @param problem what does not fit
 */
public record RefusedCertificate(
    Server expected, List<String> names, String issuer, Instant until, Problem problem) {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  /** Copies the list. */
  public RefusedCertificate {
    names = List.copyOf(names);
  }

  /** What does not fit. */
  public enum Problem {
    /** It is for other names. */
    NAME,
    /** It was not issued by whom the stamp trusts. */
    ISSUER,
    /** It has ended, or not begun. */
    TIME
  }

  static RefusedCertificate of(Server expected, X509Certificate certificate, Problem problem) {
    return new RefusedCertificate(
        expected,
        names(certificate),
        certificate.getIssuerX500Principal().getName(X500Principal.RFC2253),
        certificate.getNotAfter().toInstant(),
        problem);
  }

  private static List<String> names(X509Certificate certificate) {
    var found = new ArrayList<String>();
    try {
      for (var name :
          Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of())) {
        if (name.get(0) instanceof Integer kind && (kind == DNS || kind == ADDRESS)) {
          found.add(String.valueOf(name.get(1)));
        }
      }
    } catch (CertificateParsingException damaged) {
      return List.of();
    }
    return found;
  }

  /** What was expected, what was found, and what to do. */
  public String sentence() {
    var found =
        "it names %s, was issued by %s, and ends %s"
            .formatted(
                names.isEmpty() ? "nothing" : String.join(", ", names),
                issuer,
                until.atOffset(ZoneOffset.UTC).toLocalDate());
    return switch (problem) {
      case NAME ->
          ("the certificate of %s is refused: expected one for %s; %s. Let the administrator have"
                  + " one issued for %s, or make a new client download with a name that it has")
              .formatted(expected, expected.name(), found, expected.name());
      case ISSUER ->
          ("the certificate of %s is refused: expected an issuer that the stamp trusts; %s. Let"
                  + " the administrator put that issuer into the client download, or have one"
                  + " issued by one that is trusted")
              .formatted(expected, found);
      case TIME ->
          ("the certificate of %s is refused: it has ended, or not begun, by this machine's clock;"
                  + " %s. Check the clock; if it is right, let the administrator renew the"
                  + " certificate")
              .formatted(expected, found);
    };
  }
}
