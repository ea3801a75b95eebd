package org.sallyport.encryption.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.policy.PolicyDocuments;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Spool;
import org.sallyport.store.Schema;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.TableCopy;

/** Brings a backup back into a store that nobody has lit yet. */
public final class Restore {
  private Restore() {}

  /** What became of it. */
  public sealed interface Outcome {
    /** All rows are there; the passphrases are those of the backup. */
    record Restored(long rows) implements Outcome {}

    /**
     * Nothing has changed.
     *
     * @param reason a sentence for the administrator
     */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * Decrypts a backup, and only when it is whole and signed by the same key, reads it into the
   * store. Blocks.
   *
   * @param key the organisation key, open
   * @param folder where the decrypted copy waits, sealed, for its signature
   * @throws IOException when the backup cannot be read, or the folder not be written
   * @throws StoreException when the store does not work
   */
  public static Outcome into(
      Store store, Schema schema, Key key, InputStream backup, Path folder, Instant now)
      throws IOException {
    if (new Vault(store, () -> now).state() != Vault.State.UNINITIALISED) {
      return new Outcome.Refused(
          "the store is in use; a backup is restored into a new one: name another file or database"
              + " under encryption.store");
    }
    try (var spool = new Spool(folder)) {
      var decryption =
          Decryption.with(List.of(key), now, AlgorithmPolicy.standard())
              .verifying(List.of(key.certificate()));
      return switch (decryption.decrypt(backup, spool)) {
        case Opening.Refused(var refusal) -> new Outcome.Refused("the backup: " + refusal.reason());
        case Opening.Released(var facts) ->
            facts.good().isEmpty()
                ? new Outcome.Refused("the backup is not signed by the key it is encrypted to")
                : read(store, schema, spool);
      };
    }
  }

  private static Outcome read(Store store, Schema schema, Spool spool) throws IOException {
    try (var content = spool.content()) {
      return new Outcome.Restored(TableCopy.read(store, schema, content, PolicyDocuments::outdate));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof TableCopy.UnfitException unfit) {
        return new Outcome.Refused(String.valueOf(unfit.getMessage()));
      }
      throw e.getCause();
    }
  }
}
