package org.sallyport.director.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.health.HealthMonitor;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.service.Service;

/**
 * The metrics of a director. The registry is made by the first scrape, as it costs a tenth of a
 * second that a start has no time for. Any thread.
 */
public final class Metrics implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Sources sources;
  private final EventCounts events = new EventCounts();
  private EventLog.@Nullable Subscription subscription;
  private @Nullable PrometheusMeterRegistry registry;

  /**
   * Where the numbers are. Each is asked at each scrape.
   *
   * @param services those that are open now
   * @param persistenceEntries in the table now
   * @param accessLinesDropped since start
   */
  public record Sources(
      PoolSet pools,
      HealthMonitor health,
      Supplier<List<Service>> services,
      IntSupplier persistenceEntries,
      LongSupplier accessLinesDropped,
      EventLog events) {}

  /** Metrics of those sources. */
  public Metrics(Sources sources) {
    this.sources = sources;
  }

  /** Begins to count events. */
  public synchronized void start() {
    subscription = sources.events().subscribe(events);
  }

  /** All metrics in the text format 0.0.4. */
  public String scrape() {
    return registry().scrape(TEXT);
  }

  private synchronized PrometheusMeterRegistry registry() {
    var made = registry;
    if (made == null) {
      made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      made.getPrometheusRegistry().register(new DirectorCollector(sources, events));
      registry = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    if (subscription != null) {
      subscription.close();
    }
    if (registry != null) {
      registry.close();
    }
  }
}
