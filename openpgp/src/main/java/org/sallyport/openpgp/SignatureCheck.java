package org.sallyport.openpgp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /**
   * The key that a signature names, and the certificates that have it. Anybody can put somebody
   * else's subkey into a certificate of their own, so there may be several, in any order.
   *
   * @param certificates at least one, copies of one certificate joined: what revokes a key in one
   *     copy does so in all
   */
  record Signatory(List<Certificate> certificates, PGPPublicKey key) {
    Signatory {
      certificates = List.copyOf(certificates);
    }
  }

  Optional<Signatory> find(List<KeyIdentifier> names) {
    var keys = new ArrayList<PGPPublicKey>();
    var having = new LinkedHashMap<Fingerprint, Certificate>();
    for (var certificate : certificates) {
      for (var key : certificate.ring()) {
        if (names.stream().anyMatch(name -> name.matchesExplicit(key.getKeyIdentifier()))
            && (keys.isEmpty() || keys.getFirst().hasFingerprint(key.getFingerprint()))) {
          keys.add(key);
          having.merge(certificate.fingerprint(), certificate, SignatureCheck::joined);
          break;
        }
      }
    }
    return keys.stream().findFirst().map(key -> new Signatory(List.copyOf(having.values()), key));
  }

  /** Two copies that cannot be joined leave the one that is of no use. */
  private static Certificate joined(Certificate one, Certificate other) {
    return one.equals(other)
        ? one
        : switch (one.merge(other)) {
          case Result.Of<Certificate>(var both) -> both;
          case Result.Refused<Certificate> _ -> one.proven().flooded ? one : other;
        };
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

  /** By the first certificate under which it counts; else by what the first one has against it. */
  private Verdict judgeVerified(PGPSignature signature, Signatory by, String keyId) {
    var made = signature.getCreationTime().toInstant();
    var objection = objection(signature, made);
    if (objection.isPresent()) {
      return new Verdict.Bad(keyId, objection.get());
    }
    var objections = new ArrayList<String>();
    for (var certificate : by.certificates) {
      var reason = objectionToKey(certificate, by.key, made);
      if (reason.isEmpty()) {
        return new Verdict.Good(
            Fingerprint.of(by.key.getFingerprint()),
            certificate.fingerprint(),
            made,
            signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT);
      }
      objections.add(reason.get());
    }
    return new Verdict.Bad(keyId, objections.getFirst());
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
  private Optional<String> objectionToKey(Certificate certificate, PGPPublicKey key, Instant made) {
    var standing = certificate.standing(made, now, policy);
    return standing.components().stream()
        .filter(component -> component.key().hasFingerprint(key.getFingerprint()))
        .findFirst()
        .map(SignatureCheck::objection)
        // A certificate that is of no use as a whole does not even tell its subkeys.
        .orElseGet(
            () -> Optional.of(standing.primary().unusable().orElse("its certificate is of no use")))
        .map(reason -> "its key was of no use when it signed: " + reason);
  }

  private static Optional<String> objection(Standing.Component component) {
    return component
        .unusable()
        .or(
            () ->
                component.can().contains(KeyUse.SIGN)
                    ? Optional.empty()
                    : Optional.of("its key was not made for signing"));
  }
}
