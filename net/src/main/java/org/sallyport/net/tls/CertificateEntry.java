package org.sallyport.net.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate that can be shown, with its key. Immutable.
 *
 * <p>It is valid while its own certificate and every intermediate of its chain are: a client
 * rejects the chain as soon as one of them is not.
 */
public final class CertificateEntry {
  private final Path origin;
  private final List<X509Certificate> chain;
  private final PrivateKey key;
  private final CertificateNames names;
  private final long fromMillis;
  private final long untilMillis;

  CertificateEntry(Path origin, List<X509Certificate> chain, PrivateKey key) {
    this.origin = origin;
    this.chain = List.copyOf(chain);
    this.key = key;
    this.names = CertificateNames.of(chain.getFirst());
    long from = chain.getFirst().getNotBefore().toInstant().toEpochMilli();
    long until = chain.getFirst().getNotAfter().toInstant().toEpochMilli();
    for (var above : chain.subList(1, chain.size())) {
      if (!isRoot(above)) {
        from = Math.max(from, above.getNotBefore().toInstant().toEpochMilli());
        until = Math.min(until, above.getNotAfter().toInstant().toEpochMilli());
      }
    }
    this.fromMillis = from;
    this.untilMillis = until;
  }

  private static boolean isRoot(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  /** The file that the chain came from. */
  public Path origin() {
    return origin;
  }

  /** The certificate, then its intermediates. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The names that the certificate is for. */
  public CertificateNames names() {
    return names;
  }

  /** When the first certificate of the chain expires. */
  public Instant validUntil() {
    return Instant.ofEpochMilli(untilMillis);
  }

  boolean isValidAt(long epochMillis) {
    return epochMillis >= fromMillis && epochMillis <= untilMillis;
  }

  boolean isElliptic() {
    return key.getAlgorithm().equals("EC");
  }

  PrivateKey key() {
    return key;
  }

  @Override
  public String toString() {
    return origin + " (" + names + ", until " + validUntil() + ")";
  }
}
