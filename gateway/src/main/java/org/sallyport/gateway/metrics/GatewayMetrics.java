package org.sallyport.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** Counters of validation servers. Safe for use by several threads. */
public final class GatewayMetrics {
  private static final String SERVER = "server";
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /**
   * Counts a decision.
   *
   * @param mark what it rests on in continuity; empty where the authority decided
   */
  public void decided(String server, String mode, String result, String mark, Duration took) {
    var basis = mark.isEmpty() ? "normal" : mark;
    Timer.builder("sallyport_gateway_login")
        .description("From the arrival of an Access-Request to its decision")
        .tags(SERVER, server, "mode", mode, "result", result, "basis", basis)
        .publishPercentileHistogram()
        .minimumExpectedValue(SHORTEST)
        .maximumExpectedValue(LONGEST)
        .register(registry)
        .record(took);
  }

  /** Counts a datagram that is dropped. */
  public void refused(String server, String cause) {
    count("sallyport_gateway_refused_datagrams", Tags.of(SERVER, server, "cause", cause));
  }

  /**
   * Counts a repetition.
   *
   * @param kind {@code in-hand} or {@code answered}
   */
  public void repeated(String server, String kind) {
    count("sallyport_gateway_repetitions", Tags.of(SERVER, server, "kind", kind));
  }

  /** Counts a Status-Server request. */
  public void status(String server, boolean answered) {
    count(
        "sallyport_gateway_status_requests",
        Tags.of(SERVER, server, "answered", Boolean.toString(answered)));
  }

  /** Counts an Accounting-Request. */
  public void accounting(String server) {
    count("sallyport_gateway_accounting_requests", Tags.of(SERVER, server));
  }

  /** Shows how many requests a server has in hand. */
  public void inHand(String server, IntSupplier count) {
    Gauge.builder("sallyport_gateway_requests_in_hand", count::getAsInt)
        .description("Requests that have no decision yet, pending pushes among them")
        .tags(SERVER, server)
        .strongReference(true)
        .register(registry);
  }

  /** Shows a server no more. */
  public void forget(String server) {
    Predicate<Meter> its = meter -> server.equals(meter.getId().getTag(SERVER));
    registry.getMeters().stream().filter(its).toList().forEach(registry::remove);
  }

  private void count(String name, Tags tags) {
    registry.counter(name, tags).increment();
  }

  /** In Prometheus's text format 0.0.4. */
  public String text() {
    return registry.scrape();
  }
}
