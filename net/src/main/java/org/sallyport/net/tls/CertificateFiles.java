package org.sallyport.net.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate and its key as they are kept.
 *
 * @param chain PEM: the certificate, then its intermediates in order; the root may be left out
 * @param key PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted
 */
public record CertificateFiles(Path chain, KeySource key) {
  /** Both in files. */
  public static CertificateFiles of(Path chain, Path key) {
    return new CertificateFiles(chain, KeySource.of(key));
  }

  List<Path> paths() {
    return Stream.concat(Stream.of(chain), key.file().stream()).toList();
  }
}
