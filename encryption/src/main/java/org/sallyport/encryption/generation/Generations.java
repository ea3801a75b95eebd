package org.sallyport.encryption.generation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers that grow when something changes in the store, so that every node knows when what it
 * keeps in memory is old. The node that makes a change knows at once; others within {@link #EVERY}.
 *
 * <p>When the store cannot be read the numbers stay as they are: what is in memory serves on, which
 * is what keeps clients polling through a switch-over of the database.
 *
 * <p>{@link #current} is for any thread and asks nobody.
 */
public final class Generations implements AutoCloseable {
  /** How often the store is asked. */
  public static final Duration EVERY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

  private final Store store;
  private final Map<String, Long> known = new ConcurrentHashMap<>();
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("encryption-generations").daemon().factory());
  private volatile boolean failing;

  /** The numbers of a store; {@link #start} begins to ask for them. */
  public Generations(Store store) {
    this.store = store;
  }

  /** Asks now, and from now on. */
  public void start() {
    read();
    reader.scheduleWithFixedDelay(
        this::read, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The number of a name, 0 before the first change. */
  public long current(String name) {
    return known.getOrDefault(name, 0L);
  }

  /** Notes a change of what {@code name} stands for, in the transaction of the change. */
  public void changed(Transaction in, String name) {
    long now =
        in.first(
                "INSERT INTO generations (name, value) VALUES (?, 1)"
                    + " ON CONFLICT (name) DO UPDATE SET value = generations.value + 1"
                    + " RETURNING value",
                row -> row.number("value"),
                name)
            .orElseThrow();
    in.afterCommit(() -> known.merge(name, now, Math::max));
  }

  /** Asks the store now, for tests and after a restore. */
  public void read() {
    try {
      store
          .read(
              in ->
                  in.all(
                      "SELECT name, value FROM generations",
                      row -> Map.entry(row.text("name"), row.number("value"))))
          .forEach(each -> known.merge(each.getKey(), each.getValue(), Math::max));
      failing = false;
    } catch (StoreException e) {
      if (!failing) {
        LOG.atWarn()
            .addKeyValue("kind", e.kind())
            .addKeyValue("cause", e.getMessage())
            .log("generations-unknown");
      }
      failing = true;
    } catch (RuntimeException e) { // thrown on, it would end the asking for good
      if (!failing) {
        LOG.error("event=generations-broken", e);
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
