package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.jspecify.annotations.Nullable;

/** Leaves out of a certificate what is not wanted, or not proven. */
final class Pruning {
  private final Certificate certificate;
  private final Proven proven;
  private final List<PGPPublicKey> certifiers;
  private final Proven.Budget budget = new Proven.Budget();

  private Pruning(Certificate certificate, List<Certificate> certifiers) {
    this.certificate = certificate;
    this.proven = certificate.proven();
    this.certifiers = certifiers.stream().map(one -> one.ring().getPublicKey()).toList();
  }

  static Certificate of(
      Certificate certificate, Set<String> userIds, List<Certificate> certifiers) {
    var pruning = new Pruning(certificate, certifiers);
    synchronized (certificate.ring()) {
      return pruning.pruned(userIds);
    }
  }

  static Certificate without(Certificate certificate, Set<String> userIds, Certificate certifier) {
    var by = certifier.ring().getPublicKey().getKeyIdentifier();
    var key = certificate.ring().getPublicKey();
    for (var userId : userIds) {
      for (var one : list(key.getSignaturesForID(userId))) {
        if (one.hasKeyIdentifier(by)) {
          key = changed(key, PGPPublicKey.removeCertification(key, userId, one));
        }
      }
    }
    return new Certificate(PGPPublicKeyRing.insertPublicKey(certificate.ring(), key));
  }

  private Certificate pruned(Set<String> userIds) {
    var keys = new ArrayList<PGPPublicKey>();
    keys.add(primary(userIds));
    certificate
        .ring()
        .getPublicKeys()
        .forEachRemaining(
            key -> {
              var bindings = proven.subkeys.get(key);
              if (bindings != null && !bindings.bindings().isEmpty()) {
                keys.add(keeping(key, key.getSignatures(), all(bindings)::contains));
              }
            });
    return new Certificate(new PGPPublicKeyRing(keys));
  }

  private PGPPublicKey primary(Set<String> userIds) {
    var key = certificate.ring().getPublicKey();
    for (var attribute : list(key.getUserAttributes())) {
      key = changed(key, PGPPublicKey.removeCertification(key, attribute));
    }
    // Octets that are no UTF-8 are found by the octets alone.
    for (var raw : list(key.getRawUserIDs())) {
      if (!userIds.contains(new String(raw, UTF_8))) {
        key = changed(key, PGPPublicKey.removeCertification(key, raw));
      }
    }
    key =
        keeping(
            key,
            key.getKeySignatures(),
            one -> proven.direct.contains(one) || proven.keyRevocations.contains(one));
    for (var userId : proven.userIds.keySet()) {
      if (userIds.contains(userId)) {
        key = withUserId(key, userId);
      }
    }
    return key;
  }

  private PGPPublicKey withUserId(PGPPublicKey key, String userId) {
    var own = all(proven.userIds.get(userId));
    var changed = key;
    for (var one : list(key.getSignaturesForID(userId))) {
      if (!own.contains(one) && !isByCertifier(one, userId)) {
        changed = changed(changed, PGPPublicKey.removeCertification(changed, userId, one));
      }
    }
    return changed;
  }

  private boolean isByCertifier(PGPSignature one, String userId) {
    var primary = certificate.ring().getPublicKey();
    return certifiers.stream()
        .filter(by -> one.hasKeyIdentifier(by.getKeyIdentifier()))
        .anyMatch(
            by ->
                budget.allows()
                    && Proven.proves(one, by, () -> one.verifyCertification(userId, primary)));
  }

  private static PGPPublicKey keeping(
      PGPPublicKey key, Iterator<PGPSignature> signatures, Predicate<PGPSignature> kept) {
    var changed = key;
    for (var one : list(signatures)) {
      if (!kept.test(one)) {
        changed = changed(changed, PGPPublicKey.removeCertification(changed, one));
      }
    }
    return changed;
  }

  /** Bouncy Castle answers null where there is nothing to remove, such as a twin that has gone. */
  private static PGPPublicKey changed(PGPPublicKey before, @Nullable PGPPublicKey after) {
    return after == null ? before : after;
  }

  private static List<PGPSignature> all(Proven.@Nullable Bindings bindings) {
    if (bindings == null) {
      return List.of();
    }
    var all = new ArrayList<>(bindings.bindings());
    all.addAll(bindings.revocations());
    return all;
  }

  private static <T> List<T> list(Iterator<T> all) {
    var list = new ArrayList<T>();
    all.forEachRemaining(list::add);
    return list;
  }
}
