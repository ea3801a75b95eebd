package org.sallyport.director.admin.api;

import java.util.List;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

/** What machines ask: whether the process lives, whether it takes clients, what it counts. */
final class ProbeApi {
  private static final String TAG = "probes";

  private final DirectorControl control;

  ProbeApi(DirectorControl control) {
    this.control = control;
  }

  /** That the process answers. */
  record Live(boolean live) {}

  /** Whether the director takes clients, and what is missing. */
  record Ready(boolean ready, List<String> reasons) {}

  List<Route> routes() {
    return List.of(
        Route.get("/live", "live")
            .summary("Whether the process answers.")
            .tag(TAG)
            .open()
            .answers(200, "It does.", Live.class)
            .handledBy(_ -> Reply.json(new Live(true))),
        Route.get("/ready", "ready")
            .summary("Whether listeners are open and each pool has had a first verdict.")
            .tag(TAG)
            .open()
            .answers(200, "Clients are taken.", Ready.class)
            .answers(503, "Clients are not taken yet, or not any more.", Ready.class)
            .handledBy(_ -> ready()),
        Route.get("/metrics", "metrics")
            .summary("Metrics in Prometheus's text format.")
            .tag(TAG)
            .answers(200, "The metrics.", "text/plain")
            .handledBy(_ -> Reply.text("text/plain; version=0.0.4", control.metrics())));
  }

  private Reply ready() {
    var readiness = control.readiness();
    return Reply.json(
        readiness.ready() ? 200 : 503, new Ready(readiness.ready(), readiness.reasons()));
  }
}
