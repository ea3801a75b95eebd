package org.sallyport.encryption.client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may not go on, kept in memory: the clients revoked of late and the consumers disabled.
 * Whoever was let in a moment ago is asked about here, and the store is not.
 *
 * <p>Clients revoked before {@link #OF_LATE} need not be known: what let them in is over by then,
 * and nothing new is given to them. Any virtual thread; one of them reads the store when a
 * generation has grown, and while it cannot be read, what is known holds.
 */
public final class Standing {
  /** Far longer than a session, whatever the clocks of nodes say. */
  static final Duration OF_LATE = Duration.ofHours(2);

  private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

  private final Store store;
  private final Generations generations;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Known known;

  private record Known(long clients, long consumers, Set<String> revoked, Set<String> disabled) {}

  /** What is known of somebody. */
  public enum Verdict {
    /** Nothing against them. */
    GOOD,
    /** The client is revoked, or its consumer disabled. */
    BARRED,
    /** The store has never been read. */
    UNKNOWN
  }

  /** The standing of clients of a store. */
  public Standing(Store store, Generations generations, InstantSource clock) {
    this.store = store;
    this.generations = generations;
    this.clock = clock;
  }

  /** Whether a client that was let in before may go on. */
  public Verdict of(String client, String consumer) {
    var now = current();
    if (now == null) {
      return Verdict.UNKNOWN;
    }
    return now.revoked.contains(client) || now.disabled.contains(consumer)
        ? Verdict.BARRED
        : Verdict.GOOD;
  }

  private @Nullable Known current() {
    var now = known;
    if (now != null && isCurrent(now)) {
      return now;
    }
    if (now == null) {
      reading.lock();
    } else if (!reading.tryLock()) {
      return now;
    }
    try {
      return refreshed();
    } finally {
      reading.unlock();
    }
  }

  private boolean isCurrent(Known now) {
    return now.clients == generations.current(Clients.GENERATION)
        && now.consumers == generations.current(Consumers.GENERATION);
  }

  private @Nullable Known refreshed() {
    var before = known;
    if (before != null && isCurrent(before)) {
      return before;
    }
    try {
      var fresh = store.read(this::read);
      known = fresh;
      return fresh;
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("kind", e.kind())
          .addKeyValue("cause", e.getMessage())
          .log("standing-unknown");
      return before;
    }
  }

  /** The numbers first: what changes after them is read again. */
  private Known read(Transaction in) {
    long clients = generations.current(Clients.GENERATION);
    long consumers = generations.current(Consumers.GENERATION);
    var since = clock.instant().minus(OF_LATE);
    var revoked = in.all("SELECT id FROM clients WHERE revoked > ?", row -> row.text("id"), since);
    var disabled =
        in.all("SELECT id FROM consumers WHERE state <> 'ACTIVE'", row -> row.text("id"));
    return new Known(clients, consumers, new HashSet<>(revoked), new HashSet<>(disabled));
  }
}
