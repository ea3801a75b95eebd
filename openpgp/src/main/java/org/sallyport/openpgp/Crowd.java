package org.sallyport.openpgp;

import java.util.Iterator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/**
 * A certificate with more user ids or keys than anybody has. Each of them multiplies the work that
 * its signatures cause, and copies of one user id share all their signatures.
 */
final class Crowd {
  /** User ids and user attributes together, copies counted. */
  static final int MOST_USER_IDS = 100;

  /** The primary key counted. */
  static final int MOST_KEYS = 200;

  static final String REASON =
      "a certificate has more than "
          + MOST_USER_IDS
          + " user ids or more than "
          + MOST_KEYS
          + " keys";

  private Crowd() {}

  static boolean in(PGPPublicKeyRing ring) {
    return in(ring.getPublicKey(), ring.size());
  }

  static boolean in(PGPPublicKey primary, int keys) {
    return keys > MOST_KEYS
        || count(primary.getRawUserIDs()) + count(primary.getUserAttributes()) > MOST_USER_IDS;
  }

  private static int count(Iterator<?> all) {
    int count = 0;
    while (all.hasNext() && count <= MOST_USER_IDS) {
      all.next();
      count++;
    }
    return count;
  }
}
