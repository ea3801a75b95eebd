package org.sallyport.openpgp;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;

/** Changes lists of secret keys, and keeps the public keys among them that have no secret. */
final class SecretRings {
  private SecretRings() {}

  /** Other secret keys, with the keys of a former list that have no secret. */
  static PGPSecretKeyRing of(List<PGPSecretKey> keys, PGPSecretKeyRing former) {
    var ring = new PGPSecretKeyRing(keys);
    for (var others = former.getExtraPublicKeys(); others.hasNext(); ) {
      ring = PGPSecretKeyRing.insertOrReplacePublicKey(ring, others.next());
    }
    return ring;
  }

  /** The same list with the public part of one key replaced. */
  static PGPSecretKeyRing replace(PGPSecretKeyRing ring, PGPPublicKey key) {
    var keys = new ArrayList<PGPSecretKey>();
    boolean found = false;
    for (var secret : ring) {
      boolean same = secret.getPublicKey().hasFingerprint(key.getFingerprint());
      found |= same;
      keys.add(same ? PGPSecretKey.replacePublicKey(secret, key) : secret);
    }
    return found ? of(keys, ring) : PGPSecretKeyRing.insertOrReplacePublicKey(ring, key);
  }
}
