package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;

/**
 * A consumer's key as everybody may know it.
 *
 * @param consumer id of its consumer
 * @param armored the certificate, with the organisation's certification in it
 * @param authority fingerprint of the organisation key that vouches for it; empty where none does
 * @param until when it ends; empty for no end
 * @param version grows with each change
 */
public record ConsumerKey(
    Fingerprint fingerprint,
    String consumer,
    KeyMode mode,
    KeyState state,
    String armored,
    Optional<String> authority,
    Optional<Instant> until,
    Instant created,
    Instant changed,
    long version) {
  /** The certificate, read anew. */
  public Certificate certificate() {
    return Certificate.read(armored.getBytes(US_ASCII)).orThrow();
  }

  /** Whether it may be encrypted to at a time. */
  boolean isGood(Instant at) {
    return state == KeyState.ACTIVE && until.filter(end -> !at.isBefore(end)).isEmpty();
  }
}
