package org.sallyport.encryption.client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When clients were last heard of. Hearing of one touches memory alone; once a minute all that were
 * heard of are written, many with one statement. A node that dies takes a minute of this with it,
 * which nothing depends on. Any thread.
 */
public final class LastSeen implements AutoCloseable {
  /** How often it is written. */
  static final Duration EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(LastSeen.class);
  private static final int AT_ONCE = 100;
  private static final int TOGETHER = 20;
  private static final String UPDATE =
      "UPDATE clients SET last_seen = ? WHERE id IN ("
          + String.join(",", Collections.nCopies(AT_ONCE, "?"))
          + ")";

  private final Store store;
  private final InstantSource clock;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("encryption-last-seen").daemon().factory());
  private final Pulse pulse;
  private volatile Set<String> heard = ConcurrentHashMap.newKeySet();

  /**
   * Of a store's clients; {@link #start} begins to write.
   *
   * @param pulse counts how often they ask this node
   */
  public LastSeen(Store store, InstantSource clock, Pulse pulse) {
    this.store = store;
    this.clock = clock;
    this.pulse = pulse;
  }

  /** Writes from time to time, from now on. */
  public void start() {
    writer.scheduleWithFixedDelay(
        this::write, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A client has asked for something. */
  public void of(String client) {
    pulse.beat();
    var now = heard;
    if (!now.contains(client)) {
      now.add(client);
    }
  }

  /** Writes who was heard of; what cannot be written is forgotten. */
  public synchronized void write() {
    var some = heard;
    heard = ConcurrentHashMap.newKeySet();
    var ids = List.copyOf(some);
    try {
      for (int from = 0; from < ids.size(); from += AT_ONCE * TOGETHER) {
        write(ids.subList(from, Math.min(ids.size(), from + AT_ONCE * TOGETHER)));
      }
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("kind", e.kind())
          .addKeyValue("cause", e.getMessage())
          .addKeyValue("clients", ids.size())
          .log("last-seen-not-written");
    } catch (RuntimeException e) { // thrown on, it would end the writing for good
      LOG.error("event=last-seen-broken", e);
    }
  }

  private void write(List<String> ids) {
    var now = clock.instant();
    store.write(
        in -> {
          int rows = 0;
          for (int from = 0; from < ids.size(); from += AT_ONCE) {
            var values = new ArrayList<Object>(AT_ONCE + 1);
            values.add(now);
            values.addAll(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
            values.addAll(Collections.nCopies(AT_ONCE + 1 - values.size(), ""));
            rows += in.run(UPDATE, values.toArray());
          }
          return rows;
        });
  }

  /** Writes what is left. */
  @Override
  public void close() {
    writer.shutdownNow();
    write();
  }
}
