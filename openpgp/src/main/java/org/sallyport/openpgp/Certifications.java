package org.sallyport.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;

/** What keys say about the user ids of others. */
final class Certifications {
  private Certifications() {}

  static Set<String> of(
      Certificate subject, Certificate authority, Instant at, AlgorithmPolicy policy) {
    var certifier = authority.standing(at, policy).primary();
    if (!certifier.may(KeyUse.CERTIFY)) {
      return Set.of();
    }
    var certified = new LinkedHashSet<String>();
    var budget = new Proven.Budget();
    synchronized (subject.ring()) {
      for (var userId : subject.validUserIds(at, policy)) {
        if (newest(subject, userId, certifier.key(), at, policy, budget)
            .filter(one -> one.getSignatureType() != PGPSignature.CERTIFICATION_REVOCATION)
            .isPresent()) {
          certified.add(userId);
        }
      }
    }
    return certified;
  }

  /** What the authority said last about a user id. A revocation counts whatever its hash. */
  private static Optional<PGPSignature> newest(
      Certificate subject,
      String userId,
      PGPPublicKey by,
      Instant at,
      AlgorithmPolicy policy,
      Proven.Budget budget) {
    var primary = subject.ring().getPublicKey();
    var said = new ArrayList<PGPSignature>();
    var all = primary.getSignaturesForID(userId);
    while (all.hasNext()) {
      var one = all.next();
      if (one.hasKeyIdentifier(by.getKeyIdentifier()) && holds(one, at, policy)) {
        if (!budget.allows()) {
          // To look at some would let whoever pads it choose which revocation is not seen.
          return Optional.empty();
        }
        if (Proven.proves(one, by, () -> one.verifyCertification(userId, primary))) {
          said.add(one);
        }
      }
    }
    return said.stream()
        .max(
            Comparator.comparing(PGPSignature::getCreationTime)
                .thenComparing(
                    one -> one.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION));
  }

  private static boolean holds(PGPSignature one, Instant at, AlgorithmPolicy policy) {
    if (one.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION) {
      return true;
    }
    var made = one.getCreationTime().toInstant();
    var lasts = one.getHashedSubPackets().getSignatureExpirationTime();
    return PGPSignature.isCertification(one.getSignatureType())
        && !made.isAfter(at)
        && (lasts == 0 || at.isBefore(made.plusSeconds(lasts)))
        && policy.objection(AlgorithmIds.hash(one.getHashAlgorithm()), at).isEmpty();
  }

  static Result<Certificate> certify(
      PGPKeyPair by,
      Certificate subject,
      List<String> userIds,
      Instant at,
      Optional<Instant> until) {
    return add(
        by,
        subject,
        userIds,
        at,
        PGPSignature.POSITIVE_CERTIFICATION,
        packets ->
            until.ifPresent(
                end ->
                    packets.setSignatureExpirationTime(
                        true, Math.max(1, end.getEpochSecond() - at.getEpochSecond()))));
  }

  static Result<Certificate> revoke(
      PGPKeyPair by, Certificate subject, List<String> userIds, Instant at, Revocation why) {
    return add(
        by,
        subject,
        userIds,
        at,
        PGPSignature.CERTIFICATION_REVOCATION,
        packets -> packets.setRevocationReason(false, why.reason().code(), why.comment()));
  }

  private static Result<Certificate> add(
      PGPKeyPair by,
      Certificate subject,
      List<String> userIds,
      Instant at,
      int type,
      Consumer<PGPSignatureSubpacketGenerator> more) {
    var primary = subject.ring().getPublicKey();
    for (var userId : userIds) {
      if (!subject.userIds().contains(userId)) {
        return Result.refused(
            Refusal.Kind.NO_USABLE_KEY, "the certificate has no user id \"" + userId + "\"");
      }
      primary =
          PGPPublicKey.addCertification(
              primary, userId, new Signer(by, at).overUserId(type, userId, primary, more));
    }
    return Result.of(new Certificate(PGPPublicKeyRing.insertPublicKey(subject.ring(), primary)));
  }
}
