package org.sallyport.authority;

import org.sallyport.kernel.Secret;
import org.sallyport.store.SealedColumn;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;

/**
 * Knows whether an ignition key is the one that sealed a store, by a value that was sealed first of
 * all. Without it a wrong key would be found at the first login.
 */
final class Ignition {
  private static final Secret PROOF = Secret.ofText("the ignition key of this store");
  private static final String ROW = "1";
  private static final int LEAST = 32;

  private final SealedColumn column;

  Ignition(Secret material) {
    if (material.length() < LEAST) {
      throw new StoreException(
          StoreException.Kind.SEAL,
          "the ignition key has "
              + material.length()
              + " octets, expected 32 or more that nobody can guess, such as 'openssl rand -hex"
              + " 32'");
    }
    column = SealedColumn.derive(material, "ignition", "proof");
  }

  void light(Store store) {
    store.write(
        in -> {
          in.run(
              "INSERT INTO ignition (id, proof) VALUES (1, ?) ON CONFLICT DO NOTHING",
              column.seal(PROOF, ROW));
          check(in);
          return true;
        });
  }

  private void check(Transaction in) {
    var proof =
        in.first("SELECT proof FROM ignition WHERE id = 1", row -> row.bytes("proof"))
            .orElseThrow(
                () -> new StoreException(StoreException.Kind.FAULT, "the ignition proof is gone"));
    try (var opened = column.open(proof, ROW)) {
      if (!opened.equals(PROOF)) {
        throw new StoreException(StoreException.Kind.SEAL, "the ignition proof is another");
      }
    }
  }
}
