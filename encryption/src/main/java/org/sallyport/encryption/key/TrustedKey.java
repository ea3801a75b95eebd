package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;

/**
 * A certificate of somebody outside that an administrator has looked at.
 *
 * @param armored the certificate
 * @param note the administrator's, such as how it was checked
 * @param author who trusted it last
 * @param until when it ends; empty for no end
 */
public record TrustedKey(
    Fingerprint fingerprint,
    TrustLevel trust,
    String armored,
    String note,
    String author,
    Optional<Instant> until,
    Instant created,
    Instant changed) {
  /** The certificate, read anew. */
  public Certificate certificate() {
    return Certificate.read(armored.getBytes(US_ASCII)).orThrow();
  }
}
