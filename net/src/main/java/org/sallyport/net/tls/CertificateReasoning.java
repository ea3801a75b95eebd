package org.sallyport.net.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.net.tls.CertificateFinding.Kind;

/** Says what is wrong with certificates, in words. Pure: no file, no clock of its own. */
public final class CertificateReasoning {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private CertificateReasoning() {}

  /** Why a certificate is not for a name; empty when it is. */
  public static Optional<CertificateFinding> name(X509Certificate certificate, String expected) {
    var names = CertificateNames.of(certificate);
    if (names.cover(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        names.isEmpty()
            ? new CertificateFinding(Kind.NO_NAMES, noNames(certificate) + "; expected " + expected)
            : new CertificateFinding(
                Kind.NAME_NOT_COVERED,
                "the certificate names "
                    + names
                    + "; expected "
                    + expected
                    + near(names, expected)));
  }

  private static String near(CertificateNames names, String expected) {
    var name = CertificateNames.reference(expected);
    for (var own : names.dns()) {
      if (own.startsWith("*.") && name.endsWith(own.substring(1))) {
        return " (a wildcard stands for one label only)";
      }
      if (own.startsWith("*.") && name.equals(own.substring(2))) {
        return " (a wildcard does not cover the name without a label before it)";
      }
    }
    return "";
  }

  private static String noNames(X509Certificate certificate) {
    return "the certificate of "
        + subject(certificate)
        + " has no subject alternative name, and the common name no longer counts (RFC 9525)";
  }

  /** What is wrong with the time of a certificate; empty when it is valid. */
  public static Optional<CertificateFinding> time(X509Certificate certificate, Instant now) {
    var from = certificate.getNotBefore().toInstant();
    var until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      return Optional.of(
          new CertificateFinding(
              Kind.EXPIRED,
              "the certificate of " + subject(certificate) + " expired on " + DAY.format(until)));
    }
    if (now.isBefore(from)) {
      return Optional.of(
          new CertificateFinding(
              Kind.NOT_YET_VALID,
              "the certificate of "
                  + subject(certificate)
                  + " is not valid before "
                  + DAY.format(from)
                  + "; is this machine's clock right?"));
    }
    return Optional.empty();
  }

  /**
   * What is wrong with a chain by itself, whoever may trust it.
   *
   * @param chain the server's certificate first
   */
  public static List<CertificateFinding> chain(List<X509Certificate> chain, Instant now) {
    var findings = new ArrayList<CertificateFinding>();
    var leaf = chain.getFirst();
    if (CertificateNames.of(leaf).isEmpty()) {
      findings.add(new CertificateFinding(Kind.NO_NAMES, noNames(leaf)));
    }
    chain.forEach(certificate -> time(certificate, now).ifPresent(findings::add));
    ChainOrder.check(chain).ifPresent(findings::add);
    return List.copyOf(findings);
  }

  /**
   * What is wrong with a chain for someone who trusts only these certificates.
   *
   * @param trusted roots and intermediates; each of them is trusted by itself
   */
  public static List<CertificateFinding> chain(
      List<X509Certificate> chain, Instant now, List<X509Certificate> trusted) {
    var findings = new ArrayList<CertificateFinding>();
    for (var finding : chain(chain, now)) {
      boolean settledByTrust =
          finding.kind() == Kind.MISSING_INTERMEDIATE || finding.kind() == Kind.SELF_SIGNED;
      if (!settledByTrust) {
        findings.add(finding);
      }
    }
    ChainOrder.untrusted(chain, trusted).ifPresent(findings::add);
    return List.copyOf(findings);
  }

  /** A certificate's subject for a message. */
  static String subject(X509Certificate certificate) {
    return "'" + certificate.getSubjectX500Principal().getName() + "'";
  }

  /** A certificate's issuer for a message. */
  static String issuer(X509Certificate certificate) {
    return "'" + certificate.getIssuerX500Principal().getName() + "'";
  }
}
