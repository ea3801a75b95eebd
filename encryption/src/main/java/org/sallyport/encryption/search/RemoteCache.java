package org.sallyport.encryption.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Result;
import org.sallyport.store.Store;

/** What was found, or not, in the store, so that all nodes know it. Any thread; blocks. */
final class RemoteCache {
  /** Searches that are remembered; beyond that the ones that end first are forgotten. */
  private static final int MOST = 100_000;

  /** Searches that are forgotten in one transaction. */
  private static final int BATCH = 1000;

  private final Store store;
  private final int most;
  private final Duration keepFound;
  private final Duration keepMissing;
  private final Duration keepStale;

  RemoteCache(Store store, RemoteKeysSettings settings) {
    this(store, MOST, settings.keepFound(), settings.keepMissing(), settings.keepStale());
  }

  RemoteCache(Store store, int most, Duration keepFound, Duration keepMissing, Duration keepStale) {
    this.store = store;
    this.most = most;
    this.keepFound = keepFound;
    this.keepMissing = keepMissing;
    this.keepStale = keepStale;
  }

  /** A row as it is kept. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kept(byte[] certificate, String source, Instant found) {}

  /** What is known now; empty when it has to be searched for. */
  Optional<List<RemoteKey>> find(Address address, Instant now) {
    return since(address, now, false);
  }

  /** What was known until lately, for when nobody says what is now. */
  List<RemoteKey> stale(Address address, Instant now) {
    return since(address, now.minus(keepStale), true).orElseGet(List::of);
  }

  private Optional<List<RemoteKey>> since(Address address, Instant end, boolean stale) {
    return store
        .<Optional<List<Kept>>>read(
            in ->
                in.first(
                        "SELECT expires FROM remote_searches WHERE address = ?",
                        row -> row.time("expires"),
                        address.text())
                    .filter(end::isBefore)
                    .map(
                        _ ->
                            in.all(
                                "SELECT certificate, source, found FROM remote_keys"
                                    + " WHERE address = ? ORDER BY fingerprint",
                                row ->
                                    new Kept(
                                        row.bytes("certificate"),
                                        row.text("source"),
                                        row.time("found")),
                                address.text())))
        .map(all -> read(address, all, stale));
  }

  private static List<RemoteKey> read(Address address, List<Kept> all, boolean stale) {
    var keys = new ArrayList<RemoteKey>();
    for (var each : all) {
      if (Certificate.read(each.certificate()) instanceof Result.Of<Certificate>(var certificate)) {
        keys.add(new RemoteKey(address, certificate, each.source(), each.found(), stale));
      }
    }
    return keys;
  }

  /** Remembers what a search has found, instead of what is remembered. */
  void keep(Address address, List<RemoteKey> keys, Instant now) {
    var expires = now.plus(keys.isEmpty() ? keepMissing : keepFound);
    store.<Integer>write(
        in -> {
          // First, as it makes another node wait that has searched for the same.
          in.run(
              "INSERT INTO remote_searches (address, searched, expires) VALUES (?,?,?) ON CONFLICT"
                  + " (address) DO UPDATE SET searched = excluded.searched, expires ="
                  + " excluded.expires",
              address.text(),
              now,
              expires);
          in.run("DELETE FROM remote_keys WHERE address = ?", address.text());
          for (var key : keys) {
            in.run(
                "INSERT INTO remote_keys (address, fingerprint, certificate, source, found)"
                    + " VALUES (?,?,?,?,?)",
                address.text(),
                key.certificate().fingerprint().hex(),
                key.certificate().bytes(),
                key.source(),
                key.found());
          }
          return keys.size();
        });
  }

  /** Forgets what is over, and what is too much. */
  void tidy(Instant now) {
    store.<Integer>write(
        in -> in.run("DELETE FROM remote_searches WHERE expires <= ?", now.minus(keepStale)));
    int gone = BATCH;
    while (gone == BATCH) {
      gone =
          store.<Integer>write(
              in ->
                  in.run(
                      "DELETE FROM remote_searches WHERE address IN (SELECT address FROM"
                          + " remote_searches ORDER BY expires DESC, address LIMIT ? OFFSET ?)",
                      BATCH,
                      most));
    }
  }
}
