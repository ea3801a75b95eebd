package org.sallyport.openpgp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;

/** Judges signatures of content: whether they verify, and whether they count. */
final class SignatureCheck {
  /** How far another clock may be ahead. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final List<Certificate> certificates;
  private final Instant now;
  private final AlgorithmPolicy policy;

  SignatureCheck(List<Certificate> certificates, Instant now, AlgorithmPolicy policy) {
    this.certificates = certificates;
    this.now = now;
    this.policy = policy;
  }

  /** A certificate and the key in it that a signature names. */
  record Signatory(Certificate certificate, PGPPublicKey key) {}

  Optional<Signatory> find(List<KeyIdentifier> names) {
    for (var certificate : certificates) {
      for (var key : certificate.ring()) {
        if (names.stream().anyMatch(name -> name.matchesExplicit(key.getKeyIdentifier()))) {
          return Optional.of(new Signatory(certificate, key));
        }
      }
    }
    return Optional.empty();
  }

  static String keyId(PGPSignature signature) {
    return signature.getKeyIdentifiers().stream()
        .map(name -> String.format(Locale.ROOT, "%016X", name.getKeyId()))
        .findFirst()
        .orElse("");
  }

  /** What a signature is worth that stood before its content, which has passed. */
  Verdict judge(PGPSignature signature, Optional<Signatory> signatory) {
    return judge(signature, signatory, signature::verify);
  }

  /** What a signature is worth that was announced before its content. */
  Verdict judge(PGPSignature signature, ContentChecks.Announced announced) {
    return judge(signature, announced.signatory(), () -> announced.onePass().verify(signature));
  }

  private Verdict judge(PGPSignature signature, Optional<Signatory> signatory, Proven.Check fits) {
    var keyId = keyId(signature);
    if (signatory.isEmpty()) {
      return new Verdict.Unknown(keyId);
    }
    try {
      if (!Proven.understood(signature)) {
        return new Verdict.Bad(keyId, "it demands something that is not understood here");
      }
      if (!fits.holds()) {
        return new Verdict.Bad(keyId, "it does not fit the content: one of them was changed");
      }
    } catch (PGPException | RuntimeException malformed) {
      return new Verdict.Bad(keyId, "it is malformed");
    }
    return judgeVerified(signature, signatory.get(), keyId);
  }

  private Verdict judgeVerified(PGPSignature signature, Signatory by, String keyId) {
    var made = signature.getCreationTime().toInstant();
    return objection(signature, made)
        .or(() -> objectionToKey(by, made))
        .<Verdict>map(reason -> new Verdict.Bad(keyId, reason))
        .orElseGet(
            () ->
                new Verdict.Good(
                    Fingerprint.of(by.key.getFingerprint()),
                    by.certificate.fingerprint(),
                    made,
                    signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT));
  }

  private Optional<String> objection(PGPSignature signature, Instant made) {
    if (made.isAfter(now.plus(AHEAD))) {
      return Optional.of("it is dated " + made + ", which is in the future");
    }
    var lasts = signature.getHashedSubPackets().getSignatureExpirationTime();
    if (lasts != 0 && !now.isBefore(made.plusSeconds(lasts))) {
      return Optional.of("it expired at " + made.plusSeconds(lasts));
    }
    return policy.objection(AlgorithmIds.hash(signature.getHashAlgorithm()), now);
  }

  /** The key must have been good when it signed, by algorithms that are accepted now. */
  private Optional<String> objectionToKey(Signatory by, Instant made) {
    var standing = by.certificate.standing(made, now, policy);
    return standing.components().stream()
        .filter(component -> component.key().hasFingerprint(by.key.getFingerprint()))
        .findFirst()
        .flatMap(
            component ->
                component
                    .unusable()
                    .or(
                        () ->
                            component.can().contains(KeyUse.SIGN)
                                ? Optional.empty()
                                : Optional.of("its key was not made for signing")))
        .map(reason -> "its key was of no use when it signed: " + reason);
  }
}
