package org.sallyport.encryption.key;

import java.util.Arrays;
import java.util.Optional;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.store.Transaction;

/** What the server has of the secrets of keys, sealed by the vault and bound to their rows. */
final class KeySecrets {
  private final VaultColumn column;

  KeySecrets(Vault vault) {
    column = vault.column("key_secrets", "secret");
  }

  /** Keeps these, or none any longer. */
  void put(Transaction in, Fingerprint fingerprint, Optional<Key> secrets) {
    if (secrets.isEmpty()) {
      in.run("DELETE FROM key_secrets WHERE fingerprint = ?", fingerprint.hex());
      return;
    }
    try (var bytes = secrets.get().bytes()) {
      in.run(
          "INSERT INTO key_secrets (fingerprint, secret) VALUES (?,?) ON CONFLICT (fingerprint) DO"
              + " UPDATE SET secret = excluded.secret",
          fingerprint.hex(),
          column.seal(bytes, fingerprint.hex()));
    }
  }

  /**
   * What the server has.
   *
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  Optional<Key> find(Transaction in, Fingerprint fingerprint) {
    return in.first(
            "SELECT secret FROM key_secrets WHERE fingerprint = ?",
            row -> row.bytes("secret"),
            fingerprint.hex())
        .map(kept -> open(kept, fingerprint));
  }

  private Key open(byte[] kept, Fingerprint fingerprint) {
    try (var secret = column.open(kept, fingerprint.hex())) {
      var octets = secret.reveal();
      try {
        return Key.read(octets).orThrow();
      } finally {
        Arrays.fill(octets, (byte) 0);
      }
    }
  }
}
