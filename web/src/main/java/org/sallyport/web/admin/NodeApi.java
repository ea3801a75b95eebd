package org.sallyport.web.admin;

import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** What a node answers for all of its roles. */
final class NodeApi {
  private static final String PROBES = "probes";
  private static final String NODE = "node";

  private final AdminHost host;
  private final List<AdminPart> parts;

  NodeApi(AdminHost host, List<AdminPart> parts) {
    this.host = host;
    this.parts = parts;
  }

  /** That the process answers. */
  record Live(boolean live) {}

  /** Whether every role serves, what is missing, and what works less well than it should. */
  record Ready(boolean ready, List<String> reasons, List<String> impaired) {}

  /** What changed with the new configuration, a line each. */
  record Reloaded(List<String> changes) {}

  List<Route> routes() {
    return List.of(
        Route.get("/live", "live")
            .summary("Whether the process answers.")
            .tag(PROBES)
            .open()
            .answers(200, "It does.", Live.class)
            .handledBy(_ -> Reply.json(new Live(true))),
        Route.get("/ready", "ready")
            .summary("Whether every role of the node serves.")
            .tag(PROBES)
            .open()
            .answers(200, "All serve.", Ready.class)
            .answers(503, "One does not serve yet, or not any more.", Ready.class)
            .handledBy(_ -> ready()),
        Route.get("/metrics", "metrics")
            .summary("Metrics in Prometheus's text format.")
            .tag(PROBES)
            .answers(200, "The metrics.", "text/plain")
            .handledBy(_ -> Reply.text("text/plain; version=0.0.4", metrics())),
        Route.get("/api/v1/node", "getNode")
            .summary("The node with its roles.")
            .tag(NODE)
            .answers(200, "The node at this moment.", NodeView.class)
            .handledBy(_ -> Reply.json(NodeView.of(host, parts))),
        Route.post("/api/v1/reload", "reload")
            .summary("Reads the configuration anew, without dropping a connection.")
            .tag(NODE)
            .answers(200, "The new configuration is in force.", Reloaded.class)
            .refuses(422, "The file has problems; the former configuration is still in force.")
            .handledBy(this::reload));
  }

  private Reply ready() {
    var reasons = parts.stream().flatMap(part -> reasons(part).stream()).toList();
    var impaired = parts.stream().flatMap(part -> part.impaired().stream()).toList();
    return Reply.json(
        reasons.isEmpty() ? 200 : 503, new Ready(reasons.isEmpty(), reasons, impaired));
  }

  /** Where there are several roles, each reason says whose it is. */
  private List<String> reasons(AdminPart part) {
    return parts.size() == 1
        ? part.missing()
        : part.missing().stream().map(reason -> part.role() + ": " + reason).toList();
  }

  private String metrics() {
    return host.metrics().get()
        + parts.stream().map(AdminPart::metrics).collect(Collectors.joining());
  }

  private Reply reload(Request request) {
    return switch (host.reload().apply(request.actor())) {
      case ReloadOutcome.Accepted(var changes) -> Reply.json(new Reloaded(changes));
      case ReloadOutcome.Rejected(var problems) ->
          Reply.problem(
              Problems.unprocessable(
                      "configuration-rejected",
                      "The new configuration is not used",
                      "the file has problems; the former configuration is still in force")
                  .with("problems", problems));
    };
  }
}
