package org.sallyport.openpgp;

import java.time.Instant;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;

/**
 * Makes the signatures of one key at one time. Each names its hash itself, because what Bouncy
 * Castle prefers (SHA3-512) is unknown to GnuPG 2.2.
 */
final class Signer {
  static final int HASH = HashAlgorithmTags.SHA512;

  private final PGPKeyPair pair;
  private final Instant at;

  Signer(PGPKeyPair pair, Instant at) {
    this.pair = pair;
    this.at = at;
  }

  PGPPublicKey key() {
    return pair.getPublicKey();
  }

  /** A generator that has its type, time and issuer, and what {@code more} adds. */
  PGPSignatureGenerator generator(int type, Consumer<PGPSignatureSubpacketGenerator> more) {
    try {
      var generator = new PGPSignatureGenerator(new ContentSigner(key(), HASH), key());
      generator.init(type, pair.getPrivateKey());
      var hashed = new PGPSignatureSubpacketGenerator();
      hashed.setSignatureCreationTime(false, Bc.date(at));
      hashed.setIssuerFingerprint(false, key());
      more.accept(hashed);
      generator.setHashedSubpackets(hashed.generate());
      var unhashed = new PGPSignatureSubpacketGenerator();
      if (key().getVersion() < 6) {
        unhashed.setIssuerKeyID(false, key().getKeyID());
      }
      generator.setUnhashedSubpackets(unhashed.generate());
      return generator;
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }

  PGPSignature overUserId(
      int type, String userId, PGPPublicKey owner, Consumer<PGPSignatureSubpacketGenerator> more) {
    try {
      return generator(type, more).generateCertification(userId, owner);
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }

  PGPSignature overKey(int type, PGPPublicKey key, Consumer<PGPSignatureSubpacketGenerator> more) {
    try {
      return generator(type, more).generateCertification(key);
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }

  PGPSignature overSubkey(
      int type,
      PGPPublicKey primary,
      PGPPublicKey subkey,
      Consumer<PGPSignatureSubpacketGenerator> more) {
    try {
      return generator(type, more).generateCertification(primary, subkey);
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }
}
