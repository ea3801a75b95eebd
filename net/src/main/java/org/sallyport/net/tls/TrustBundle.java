package org.sallyport.net.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.net.tls.CertificateFinding.Kind;

/**
 * The certificates that vouch for peers. Each certificate of the bundle is trusted by itself, root
 * or not: a bundle that holds only an intermediate accepts what that intermediate issued, and a
 * bundle that holds a server's own certificate accepts that server. Whoever wants an intermediate
 * to be trusted only through its root leaves the intermediate out; servers send it.
 *
 * <p>Only a certificate that says it is an authority's vouches for others. Path validation believes
 * that of its anchors unasked (RFC 5280 section 6.1.1), and whoever has the key of a server that is
 * trusted by itself could be everybody.
 */
final class TrustBundle {
  private static final String ANY_PURPOSE = "2.5.29.37.0";

  /** The bit of RFC 5280 section 4.2.1.3. */
  private static final int KEY_CERT_SIGN = 5;

  private final List<X509Certificate> certificates;

  /** What the peer is in the connection, as an object identifier of RFC 5280 section 4.2.1.12. */
  enum Purpose {
    SERVER("1.3.6.1.5.5.7.3.1", "a TLS server"),
    CLIENT("1.3.6.1.5.5.7.3.2", "a TLS client");

    private final String identifier;
    private final String words;

    Purpose(String identifier, String words) {
      this.identifier = identifier;
      this.words = words;
    }
  }

  TrustBundle(List<X509Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  List<X509Certificate> certificates() {
    return certificates;
  }

  /**
   * Why a chain is not trusted; empty when it is. Names are not looked at.
   *
   * @param chain as the peer sent it
   */
  Optional<TlsFailure> verify(List<X509Certificate> chain, Instant now, Purpose purpose) {
    var leaf = chain.getFirst();
    var time = CertificateReasoning.time(leaf, now);
    if (time.isPresent()) {
      return time.map(TrustBundle::failure);
    }
    if (!allows(leaf, purpose)) {
      return Optional.of(
          new TlsFailure.WrongPurpose(
              "the certificate of "
                  + CertificateReasoning.subject(leaf)
                  + " may not be used by "
                  + purpose.words
                  + " (extended key usage)"));
    }
    if (certificates.contains(leaf) || hasPath(chain, now)) {
      return Optional.empty();
    }
    return Optional.of(diagnose(chain, now));
  }

  private boolean hasPath(List<X509Certificate> chain, Instant now) {
    var anchors = anchors(now);
    if (anchors.isEmpty()) {
      return false;
    }
    try {
      var target = new X509CertSelector();
      target.setCertificate(chain.getFirst());
      var parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      var sent = new CollectionCertStoreParameters(chain);
      parameters.addCertStore(CertStore.getInstance("Collection", sent));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (CertPathBuilderException noPath) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK builds certification paths", e);
    }
  }

  /** Path validation does not look at an anchor's time, nor at whether it may issue. */
  private Set<TrustAnchor> anchors(Instant now) {
    return certificates.stream()
        .filter(TrustBundle::mayIssue)
        .filter(one -> CertificateReasoning.time(one, now).isEmpty())
        .map(one -> new TrustAnchor(one, null))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** RFC 5280 section 6.1.4 (k) and (n). One of version 1 cannot say so, and may not. */
  private static boolean mayIssue(X509Certificate certificate) {
    var usage = certificate.getKeyUsage();
    return certificate.getBasicConstraints() >= 0 && (usage == null || usage[KEY_CERT_SIGN]);
  }

  private TlsFailure diagnose(List<X509Certificate> chain, Instant now) {
    var findings = CertificateReasoning.chain(chain, now, certificates);
    for (var finding : findings) {
      if (finding.kind() == Kind.EXPIRED || finding.kind() == Kind.NOT_YET_VALID) {
        return failure(finding);
      }
    }
    for (var finding : findings) {
      if (finding.kind() == Kind.UNTRUSTED) {
        return failure(finding);
      }
    }
    for (var anchor : certificates) {
      var time = CertificateReasoning.time(anchor, now);
      if (time.isPresent()) {
        return new TlsFailure.Untrusted("in the bundle, " + time.get().sentence());
      }
    }
    return new TlsFailure.Untrusted(
        "the certification path of "
            + CertificateReasoning.subject(chain.getFirst())
            + " breaks a rule of RFC 5280: a certificate above it may not issue, or an algorithm or"
            + " key is too weak");
  }

  static TlsFailure failure(CertificateFinding finding) {
    return switch (finding.kind()) {
      case EXPIRED -> new TlsFailure.Expired(finding.sentence());
      case NOT_YET_VALID -> new TlsFailure.NotYetValid(finding.sentence());
      case NO_NAMES, NAME_NOT_COVERED -> new TlsFailure.WrongName(finding.sentence());
      case WRONG_ORDER, MISSING_INTERMEDIATE, UNRELATED, SELF_SIGNED, UNTRUSTED ->
          new TlsFailure.Untrusted(finding.sentence());
    };
  }

  private static boolean allows(X509Certificate certificate, Purpose purpose) {
    try {
      var allowed = certificate.getExtendedKeyUsage();
      return allowed == null
          || allowed.contains(purpose.identifier)
          || allowed.contains(ANY_PURPOSE);
    } catch (CertificateParsingException damaged) {
      return false;
    }
  }
}
