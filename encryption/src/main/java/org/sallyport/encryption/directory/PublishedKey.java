package org.sallyport.encryption.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.sallyport.openpgp.Certificate;

/**
 * A certificate that everybody may have. Its user ids are those with verified addresses.
 *
 * @param armored the certificate as text
 */
public record PublishedKey(String armored, Standing standing) {
  /** What it is good for. */
  public enum Standing {
    /** To be encrypted to. */
    ACTIVE,
    /** For signatures that were made before; another one took its place, or it has ended. */
    FORMER,
    /** For nothing; it is published so that others learn so. */
    REVOKED
  }

  /** The certificate, read anew. */
  public Certificate certificate() {
    return Certificate.read(armored.getBytes(US_ASCII)).orThrow();
  }
}
