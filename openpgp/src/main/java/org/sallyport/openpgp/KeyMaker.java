package org.sallyport.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPairGeneratorProvider;

/** Makes keys. */
final class KeyMaker {
  private static final int RSA_BITS = 3072;

  private KeyMaker() {}

  static PGPSecretKeyRing make(KeyRequest request) {
    var primary = pair(request.profile(), KeyUse.CERTIFY, request.at());
    var made = primary.getPublicKey().getCreationTime().toInstant();
    var self = new SelfSignatures(primary, request.at(), request.lifetime().map(made::plus));
    var keys = new ArrayList<PGPSecretKey>();
    keys.add(Secrets.build(primary.getPrivateKey(), describe(primary, self, request), null));
    for (var use : List.of(KeyUse.SIGN, KeyUse.ENCRYPT)) {
      keys.add(subkey(request.profile(), use, request.at(), self));
    }
    return new PGPSecretKeyRing(keys);
  }

  private static PGPPublicKey describe(
      PGPKeyPair primary, SelfSignatures self, KeyRequest request) {
    var key = primary.getPublicKey();
    int flags = KeyUse.CERTIFY.flags();
    // Version 6 is described by a direct key signature (section 10.1.1); GnuPG looks at user ids.
    if (request.profile().version() >= 6 || request.userIds().isEmpty()) {
      key = PGPPublicKey.addCertification(key, self.direct(flags));
    }
    boolean first = true;
    for (var userId : request.userIds()) {
      key = PGPPublicKey.addCertification(key, userId, self.userId(userId, first, flags));
      first = false;
    }
    return key;
  }

  static PGPSecretKey subkey(KeyProfile profile, KeyUse use, Instant at, SelfSignatures self) {
    var pair = asSubkey(pair(profile, use, at));
    var agreeing = use == KeyUse.ENCRYPT ? Optional.<PGPKeyPair>empty() : Optional.of(pair);
    var bound =
        PGPPublicKey.addCertification(
            pair.getPublicKey(), self.subkey(pair.getPublicKey(), use.flags(), agreeing));
    return Secrets.build(pair.getPrivateKey(), bound, null);
  }

  private static PGPKeyPair asSubkey(PGPKeyPair pair) {
    try {
      return pair.asSubkey(Bc.FINGERPRINTS);
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }

  private static PGPKeyPair pair(KeyProfile profile, KeyUse use, Instant at) {
    var generator = new BcPGPKeyPairGeneratorProvider().get(profile.version(), Bc.date(at));
    boolean encrypts = use == KeyUse.ENCRYPT;
    try {
      return switch (profile) {
        case CURVE25519_V4 ->
            encrypts
                ? generator.generateLegacyX25519KeyPair()
                : generator.generateLegacyEd25519KeyPair();
        case RSA_3072_V4 -> generator.generateRsaKeyPair(RSA_BITS);
        case CURVE25519_V6 ->
            encrypts ? generator.generateX25519KeyPair() : generator.generateEd25519KeyPair();
      };
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }
}
