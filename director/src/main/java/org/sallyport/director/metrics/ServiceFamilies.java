package org.sallyport.director.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Locale;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.ServiceSettings.Protocol;
import org.sallyport.wire.radius.Code;

/** What is measured of each service, labelled by service. For one scrape. */
final class ServiceFamilies {
  private static final int TOP_STATUS_CLASS = 5;

  private final List<Service> services;

  private final Family connections =
      Family.counter("sallyport_service_connections", "Connections from clients");
  private final Family openConnections =
      Family.gauge("sallyport_service_open_connections", "Connections from clients that are open");
  private final Family answers =
      Family.counter("sallyport_service_answers", "Answered requests by class of status");
  private final Family refusals =
      Family.counter("sallyport_service_refusals", "Clients and requests turned away");
  private final Family retries =
      Family.counter("sallyport_service_retries", "Tries of another member after one failed");
  private final Family requestBytes =
      Family.counter("sallyport_service_request_bytes", "Bytes from clients");
  private final Family responseBytes =
      Family.counter("sallyport_service_response_bytes", "Bytes to clients");
  private final Family replies =
      Family.counter("sallyport_service_radius_replies", "RADIUS replies to clients by code");
  private final Family matches =
      Family.counter("sallyport_filter_matches", "Requests and connections a rule matched");

  ServiceFamilies(List<Service> services) {
    this.services = services;
  }

  void collect(List<MetricSnapshot> snapshots) {
    services.forEach(this::count);
    for (var family :
        List.of(
            connections,
            openConnections,
            answers,
            refusals,
            retries,
            requestBytes,
            responseBytes,
            replies,
            matches)) {
      snapshots.add(family.snapshot());
    }
  }

  private void count(Service service) {
    var counters = service.counters();
    var name = service.name();
    connections.add(counters.connections(), "service", name);
    openConnections.add(counters.active(), "service", name);
    retries.add(counters.retries(), "service", name);
    requestBytes.add(counters.bytesIn(), "service", name);
    responseBytes.add(counters.bytesOut(), "service", name);
    for (int i = 1; i <= TOP_STATUS_CLASS; i++) {
      answers.add(counters.answeredWith(i), "service", name, "class", i + "xx");
    }
    for (var reason : Refusal.values()) {
      refusals.add(counters.turnedAway(reason), "service", name, "reason", reason.label());
    }
    if (service.settings().protocol() == Protocol.RADIUS) {
      for (var code : Code.values()) {
        if (!code.isRequest()) {
          var label = code.standardName().toLowerCase(Locale.ROOT);
          replies.add(counters.replies(code), "service", name, "code", label);
        }
      }
    }
    for (var rule : service.filter().counts()) {
      matches.add(
          rule.matches(),
          "service",
          name,
          "rule",
          rule.rule(),
          "action",
          rule.action().name().toLowerCase(Locale.ROOT),
          "dry_run",
          Boolean.toString(rule.dryRun()));
    }
  }
}
