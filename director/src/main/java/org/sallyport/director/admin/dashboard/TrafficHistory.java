package org.sallyport.director.admin.dashboard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.director.admin.ServiceView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Five minutes of each service's traffic, a sample every two seconds. Sampling is done by a virtual
 * thread of its own from {@link #start} to {@link #close}; reading by any thread.
 */
public final class TrafficHistory implements AutoCloseable {
  /** Between two samples. */
  static final Duration EVERY = Duration.ofSeconds(2);

  /** How many samples are kept. */
  static final int KEPT = 150;

  private static final Logger LOG = LoggerFactory.getLogger(TrafficHistory.class);

  private final Supplier<DirectorView> source;
  private final Map<String, Track> tracks = new HashMap<>();
  private @Nullable ScheduledExecutorService sampler;

  /** Keeps nothing until it is started. */
  public TrafficHistory(Supplier<DirectorView> source) {
    this.source = source;
  }

  /** Begins to sample. */
  public void start() {
    var thread = Thread.ofVirtual().name("traffic-history").factory();
    var executor = Executors.newSingleThreadScheduledExecutor(thread);
    executor.scheduleWithFixedDelay(
        this::sampleOrLog, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    sampler = executor;
  }

  private void sampleOrLog() {
    try {
      sample(System.nanoTime());
    } catch (RuntimeException e) {
      LOG.warn("event=traffic-sample-failed cause=\"{}\"", e.toString(), e);
    }
  }

  /** Takes a sample; services that are gone are forgotten. */
  synchronized void sample(long nanoTime) {
    var services = source.get().services();
    tracks.keySet().retainAll(services.stream().map(ServiceView::name).toList());
    for (var service : services) {
      tracks.computeIfAbsent(service.name(), _ -> new Track()).add(service, nanoTime);
    }
  }

  /** What is known of a service; nothing for one that has not been sampled. */
  synchronized Series of(String service) {
    var track = tracks.get(service);
    return track == null ? Series.EMPTY : track.series();
  }

  @Override
  public void close() {
    var running = sampler;
    if (running != null) {
      running.shutdownNow();
    }
  }
}
