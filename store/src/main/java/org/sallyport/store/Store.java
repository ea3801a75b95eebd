package org.sallyport.store;

import java.util.Optional;
import org.sallyport.kernel.Secret;

/**
 * What a role keeps, in SQLite or PostgreSQL. Safe for use by any number of threads; methods block
 * within limits, so event loops stay away.
 */
public sealed interface Store extends AutoCloseable permits SqliteStore, PostgresStore {
  /**
   * Opens the store and brings its tables up to date. Blocks.
   *
   * @param password the password that the settings refer to, where they do
   * @throws StoreException with a sentence for the administrator when it cannot be used
   */
  static Store open(StoreSettings settings, Optional<Secret> password, Schema schema) {
    return settings
        .path()
        .<Store>map(path -> SqliteStore.open(path, settings, schema))
        .orElseGet(() -> PostgresStore.open(settings, password, schema));
  }

  /**
   * Reads a consistent state. Nothing may be written.
   *
   * @throws StoreException when the store does not work
   */
  <T> T read(Work<T> work);

  /**
   * Does the work in a transaction and returns once it is durable. Where writers get in each
   * other's way it is done again, a bounded number of times. On SQLite it runs on the writer's
   * thread, together with other work, so it must be short: no waiting, no slow hashes.
   *
   * @throws StoreException when the store does not work; unless its kind is {@code UNREACHABLE},
   *     nothing has been changed
   */
  <T> T write(Work<T> work);

  /** Writes a little, to know that writing works. Throws as {@link #write} does. */
  void probe();

  /** Ends work in hand and closes. */
  @Override
  void close();
}
