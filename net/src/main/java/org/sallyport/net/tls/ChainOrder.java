package org.sallyport.net.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.net.tls.CertificateFinding.Kind;

/** Who issued whom within a chain (RFC 8446 section 4.4.2: each certifies the one before it). */
final class ChainOrder {
  private ChainOrder() {}

  static Optional<CertificateFinding> check(List<X509Certificate> chain) {
    var path = path(chain);
    if (path.size() == chain.size()) {
      return path.equals(chain) ? top(chain) : Optional.of(misordered(path));
    }
    var last = path.getLast();
    if (isSelfSigned(last) || path.equals(chain.subList(0, path.size()))) {
      return Optional.of(broken(chain, last));
    }
    return Optional.of(misordered(path));
  }

  private static Optional<CertificateFinding> top(List<X509Certificate> chain) {
    var leaf = chain.getFirst();
    if (isSelfSigned(leaf)) {
      return Optional.of(
          new CertificateFinding(
              Kind.SELF_SIGNED,
              "the certificate of "
                  + CertificateReasoning.subject(leaf)
                  + " signed itself; only clients that were given it accept it"));
    }
    if (chain.size() > 1) {
      return Optional.empty();
    }
    return Optional.of(
        new CertificateFinding(
            Kind.MISSING_INTERMEDIATE,
            "the file holds the certificate alone; unless "
                + CertificateReasoning.issuer(leaf)
                + " is a root that clients have, append the certificate of that intermediate"));
  }

  private static CertificateFinding misordered(List<X509Certificate> path) {
    var order =
        path.stream().map(CertificateReasoning::subject).collect(Collectors.joining(", then "));
    return new CertificateFinding(
        Kind.WRONG_ORDER, "the certificates are in the wrong order; expected " + order);
  }

  private static CertificateFinding broken(List<X509Certificate> chain, X509Certificate last) {
    var stray = chain.stream().filter(one -> !path(chain).contains(one)).findFirst().orElseThrow();
    if (isSelfSigned(last)) {
      return new CertificateFinding(
          Kind.UNRELATED,
          CertificateReasoning.subject(stray) + " does not belong to the chain; remove it");
    }
    return new CertificateFinding(
        Kind.MISSING_INTERMEDIATE,
        "after "
            + CertificateReasoning.subject(last)
            + " expected its issuer "
            + CertificateReasoning.issuer(last)
            + ", found "
            + CertificateReasoning.subject(stray)
            + "; insert the missing intermediate");
  }

  /** Why no trusted certificate vouches for a chain; empty when one does. */
  static Optional<CertificateFinding> untrusted(
      List<X509Certificate> chain, List<X509Certificate> trusted) {
    var path = path(chain);
    if (path.stream().anyMatch(one -> isTrusted(one, trusted))) {
      return Optional.empty();
    }
    var last = path.getLast();
    if (isSelfSigned(last)) {
      return Optional.of(
          new CertificateFinding(
              Kind.UNTRUSTED,
              CertificateReasoning.subject(last)
                  + " signed itself and is not in the bundle; the bundle holds "
                  + subjects(trusted)));
    }
    return Optional.of(
        new CertificateFinding(
            Kind.UNTRUSTED,
            "the chain ends at "
                + CertificateReasoning.subject(last)
                + ", issued by "
                + CertificateReasoning.issuer(last)
                + ", which was neither sent nor is in the bundle; the bundle holds "
                + subjects(trusted)
                + ". The server does not send its intermediate, or another authority issued it"));
  }

  private static boolean isTrusted(X509Certificate one, List<X509Certificate> trusted) {
    return trusted.contains(one) || trusted.stream().anyMatch(other -> issued(other, one));
  }

  private static String subjects(List<X509Certificate> certificates) {
    return certificates.stream()
        .limit(5)
        .map(CertificateReasoning::subject)
        .collect(Collectors.joining(", "));
  }

  /** The certificate that issued no other, then its issuers as far as the chain has them. */
  private static List<X509Certificate> path(List<X509Certificate> chain) {
    var start =
        chain.stream()
            .filter(
                one -> chain.stream().noneMatch(other -> !other.equals(one) && issued(one, other)))
            .filter(one -> one.getBasicConstraints() < 0)
            .findFirst()
            .orElse(chain.getFirst());
    var path = new ArrayList<X509Certificate>();
    for (var next = Optional.of(start); next.isPresent(); ) {
      var current = next.get();
      path.add(current);
      next = chain.stream().filter(one -> !path.contains(one) && issued(one, current)).findFirst();
    }
    return path;
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return issued(certificate, certificate);
  }

  private static boolean issued(X509Certificate issuer, X509Certificate subject) {
    if (!issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal())) {
      return false;
    }
    try {
      subject.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException otherKey) {
      return false;
    }
  }
}
