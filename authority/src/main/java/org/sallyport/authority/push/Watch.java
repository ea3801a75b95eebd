package org.sallyport.authority.push;

import java.time.Duration;
import java.time.InstantSource;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings for what other processes have changed in the same store: one query a quarter of a second
 * however many wait, and none while nobody does. What this process changes rings at once. Not
 * LISTEN and NOTIFY: they would need a connection of their own that follows the primary, and SQLite
 * has none.
 */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration EVERY = Duration.ofMillis(250);

  /** Clocks of two authorities may differ by about this much. */
  private static final Duration BACK = Duration.ofSeconds(3);

  private static final String CHANGED =
      "SELECT id, tenant, user_name, state FROM challenges WHERE changed > ?";

  private final Store store;
  private final Bell bell;
  private final InstantSource clock;
  private final Thread thread;
  private volatile boolean closed;

  Watch(Store store, Bell bell, InstantSource clock) {
    this.store = store;
    this.bell = bell;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("challenge-watch").unstarted(this::watch);
  }

  void start() {
    thread.start();
  }

  static String ofUser(String tenant, String user) {
    return "user " + tenant + " " + user;
  }

  private void watch() {
    try {
      while (!closed) {
        bell.awaitListener();
        look();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException closing) {
      LOG.atDebug().addKeyValue("event", "challenge-watch-ended").log("");
    }
  }

  private void look() {
    try {
      var since = clock.instant().minus(BACK);
      var rung =
          store.read(
              in ->
                  in.all(
                      CHANGED,
                      row ->
                          // Devices wait for what begins, gateways for what is decided.
                          row.text("state").equals(ChallengeRow.PENDING)
                              ? ofUser(row.text("tenant"), row.text("user_name"))
                              : row.text("id"),
                      since));
      rung.forEach(bell::ring);
    } catch (StoreException failure) {
      // Waiters look for themselves when their time is over, and are told of it then.
      LOG.atWarn()
          .addKeyValue("event", "challenge-watch-failed")
          .addKeyValue("kind", failure.kind())
          .log(failure.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    bell.ringAll();
    thread.interrupt();
  }
}
