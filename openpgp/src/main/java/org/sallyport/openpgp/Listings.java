package org.sallyport.openpgp;

import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.sallyport.openpgp.KeyListing.ListedKey;
import org.sallyport.openpgp.KeyListing.ListedUserId;
import org.sallyport.openpgp.KeyListing.SecretPart;

/** Makes listings. */
final class Listings {
  private Listings() {}

  static KeyListing of(
      Certificate certificate,
      Optional<PGPSecretKeyRing> secrets,
      Instant at,
      AlgorithmPolicy policy) {
    var standing = certificate.standing(at, policy);
    return new KeyListing(
        certificate.fingerprint(),
        certificate.version(),
        certificate.userIds().stream()
            .distinct()
            .map(text -> new ListedUserId(text, standing.vouchesFor(text)))
            .toList(),
        standing.components().stream().map(component -> listed(component, secrets)).toList());
  }

  private static ListedKey listed(
      Standing.Component component, Optional<PGPSecretKeyRing> secrets) {
    var key = component.key();
    return new ListedKey(
        Fingerprint.of(key.getFingerprint()),
        AlgorithmIds.key(key),
        Math.max(0, key.getBitStrength()),
        key.getCreationTime().toInstant(),
        component.can(),
        component.until(),
        component.unusable(),
        secrets
            .flatMap(ring -> Optional.ofNullable(ring.getSecretKey(key.getFingerprint())))
            .map(Secrets::part)
            .orElse(SecretPart.ABSENT));
  }
}
