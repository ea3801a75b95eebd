package org.sallyport.encryption.key;

import org.sallyport.openpgp.Certificate;
import org.sallyport.store.Transaction;

/** Which primary keys and subkeys a certificate has, so that it is found by any of them. */
final class KeyParts {
  private KeyParts() {}

  static void put(Transaction in, Certificate certificate) {
    for (var part : certificate.fingerprints()) {
      in.run(
          "INSERT INTO key_parts (part, fingerprint, key_id) VALUES (?,?,?) ON CONFLICT DO NOTHING",
          part.hex(),
          certificate.fingerprint().hex(),
          part.keyId());
    }
  }
}
