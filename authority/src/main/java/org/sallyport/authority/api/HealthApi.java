package org.sallyport.authority.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.sallyport.authority.Domain;
import org.sallyport.authority.Health;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What gateways probe: whether logins can be judged, and the time. */
final class HealthApi {
  private static final Logger LOG = LoggerFactory.getLogger(HealthApi.class);
  private static final String TAG = "health";

  /** The store is meant, but the network need not know. */
  static final Problem UNWELL =
      new Problem(
              503,
              "unwell",
              "The authority cannot do its work",
              "it cannot judge logins at present; its log says why")
          .withHeader("Retry-After", "1");

  private final Domain domain;
  private final InstantSource clock;

  HealthApi(Domain domain, InstantSource clock) {
    this.domain = domain;
    this.clock = clock;
  }

  /** That it can judge logins. */
  record HealthView(String status) {}

  /** The authority's time. */
  record TimeView(Instant time) {}

  List<Route> routes() {
    return List.of(
        Route.get("/v1/health", "getHealth")
            .summary("Whether logins can be judged: the store takes writes and its key fits.")
            .tag(TAG)
            .answers(200, "They can.", HealthView.class)
            .refuses(503, "They cannot.")
            .handledBy(_ -> health()),
        Route.get("/v1/time", "getTime")
            .summary("The authority's time, by which codes are judged.")
            .tag(TAG)
            .answers(200, "The time.", TimeView.class)
            .handledBy(_ -> Reply.json(new TimeView(clock.instant()))));
  }

  private Reply health() {
    return switch (domain.health()) {
      case Health.Ready _ -> Reply.json(new HealthView("ready"));
      case Health.Unwell(var kind, var message) -> {
        LOG.atWarn().addKeyValue("kind", kind).addKeyValue("cause", message).log("unwell");
        yield Reply.problem(UNWELL);
      }
    };
  }
}
