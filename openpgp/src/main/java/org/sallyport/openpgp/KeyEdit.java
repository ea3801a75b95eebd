package org.sallyport.openpgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;

/** One change to a key by its own primary key, which is open. */
final class KeyEdit {
  private final Key key;
  private final PGPKeyPair primary;
  private final Instant at;
  private final Standing standing;

  KeyEdit(Key key, PGPKeyPair primary, Instant at, Standing standing) {
    this.key = key;
    this.primary = primary;
    this.at = at;
    this.standing = standing;
  }

  Result<Key> userId(String userId) {
    var self = signatures(standing.primary().until());
    var described =
        PGPPublicKey.addCertification(
            publicKey(), userId, self.userId(userId, false, flags(standing.primary())));
    return Result.of(with(described));
  }

  Result<Key> subkey(KeyProfile profile, KeyUse use) {
    if (profile.version() != publicKey().getVersion()) {
      return Result.refused(
          Refusal.Kind.POLICY,
          "a key of version "
              + publicKey().getVersion()
              + " takes no subkey of version "
              + profile.version());
    }
    var made = KeyMaker.subkey(profile, use, at, signatures(standing.primary().until()));
    return Result.of(new Key(PGPSecretKeyRing.insertSecretKey(key.ring(), made)));
  }

  Result<Key> expiring(Optional<Instant> until) {
    var self = signatures(until);
    var described = publicKey();
    int flags = flags(standing.primary());
    if (described.getSignaturesOfType(PGPSignature.DIRECT_KEY).hasNext()) {
      described = PGPPublicKey.addCertification(described, self.direct(flags));
    }
    boolean first = true;
    for (var userId : key.certificate().userIds()) {
      if (standing.vouchesFor(userId)) {
        described =
            PGPPublicKey.addCertification(described, userId, self.userId(userId, first, flags));
        first = false;
      }
    }
    var edited = with(described);
    for (var component : standing.components()) {
      if (!component.isPrimary() && !component.can().isEmpty() && !isRevoked(component)) {
        switch (rebind(edited, component, self)) {
          case Result.Of<Key>(var bound) -> edited = bound;
          case Result.Refused<Key>(var refusal) -> {
            return Result.refused(refusal);
          }
        }
      }
    }
    return Result.of(edited);
  }

  /** Binds a subkey anew. One that signs has to agree again, so its secret must be open. */
  private Result<Key> rebind(Key edited, Standing.Component component, SelfSignatures self) {
    var subkey = component.key();
    int flags = flags(component);
    if (component.can().equals(Set.of(KeyUse.ENCRYPT))) {
      return Result.of(bind(edited, subkey, self.subkey(subkey, flags, Optional.empty())));
    }
    return Secrets.open(key.ring().getSecretKey(subkey.getFingerprint()))
        .map(pair -> bind(edited, subkey, self.subkey(subkey, flags, Optional.of(pair))));
  }

  private static Key bind(Key edited, PGPPublicKey subkey, PGPSignature binding) {
    return new Key(
        SecretRings.replace(edited.ring(), PGPPublicKey.addCertification(subkey, binding)));
  }

  Result<Key> revoked(Revocation why) {
    var revocation =
        signer()
            .overKey(
                PGPSignature.KEY_REVOCATION,
                publicKey(),
                packets -> packets.setRevocationReason(false, why.reason().code(), why.comment()));
    return Result.of(with(PGPPublicKey.addCertification(publicKey(), revocation)));
  }

  Result<Key> userIdRevoked(String userId, Revocation why) {
    return Certifications.revoke(primary, key.certificate(), List.of(userId), at, why)
        .map(changed -> with(changed.ring().getPublicKey()));
  }

  Result<Key> subkeyRevoked(Fingerprint fingerprint, Revocation why) {
    var subkey = key.certificate().ring().getPublicKey(fingerprint.octets());
    if (subkey == null || subkey.isMasterKey()) {
      return Result.refused(Refusal.Kind.NO_USABLE_KEY, "the key has no subkey " + fingerprint);
    }
    var revocation =
        signer()
            .overSubkey(
                PGPSignature.SUBKEY_REVOCATION,
                publicKey(),
                subkey,
                packets -> packets.setRevocationReason(false, why.reason().code(), why.comment()));
    return Result.of(bind(key, subkey, revocation));
  }

  private static boolean isRevoked(Standing.Component component) {
    return component.key().hasRevocation();
  }

  private static int flags(Standing.Component component) {
    return component.can().stream().mapToInt(KeyUse::flags).reduce(0, (one, other) -> one | other);
  }

  private Signer signer() {
    return new Signer(primary, at);
  }

  private SelfSignatures signatures(Optional<Instant> until) {
    return new SelfSignatures(primary, at, until);
  }

  private PGPPublicKey publicKey() {
    return key.ring().getPublicKey();
  }

  private Key with(PGPPublicKey described) {
    return new Key(SecretRings.replace(key.ring(), described));
  }
}
