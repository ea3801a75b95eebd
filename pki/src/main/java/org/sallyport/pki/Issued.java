package org.sallyport.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate with its key.
 *
 * @param chain the certificate, then the intermediates up to but without the root, in the order in
 *     which a TLS server sends them (RFC 8446 section 4.4.2)
 * @param key the certificate's private key
 */
public record Issued(List<X509Certificate> chain, PrivateKey key) {
  public Issued {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a chain begins with the certificate itself");
    }
  }

  /** The certificate itself. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Algorithm and subject; never the key. */
  @Override
  public String toString() {
    return "Issued[" + certificate().getSubjectX500Principal() + ", " + key.getAlgorithm() + "]";
  }
}
