package org.sallyport.director.admin.api;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.director.admin.PoolView;
import org.sallyport.director.pool.Explanation;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** What is, and what would be. */
final class StateApi {
  private static final String TAG = "state";

  private final DirectorControl control;

  StateApi(DirectorControl control) {
    this.control = control;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/status", "getStatus")
            .summary("Services, pools and members with their state, its cause and their traffic.")
            .tag(TAG)
            .answers(200, "The director at this moment.", DirectorView.class)
            .handledBy(_ -> Reply.json(control.view())),
        Route.get("/api/v1/pools/{pool}", "getPool")
            .summary("One pool with its members.")
            .tag(TAG)
            .path("pool", "The pool's name.", "encryption")
            .answers(200, "The pool at this moment.", PoolView.class)
            .refuses(404, "No pool has that name.")
            .handledBy(request -> Found.pool(control, request.path("pool"), Reply::json)),
        Route.get("/api/v1/explain", "explain")
            .summary("Which member a client would get, why, until when, and what would move it.")
            .tag(TAG)
            .requiredQuery("service", "The service's name.", "portal.example.com")
            .requiredQuery("from", "The client's address.", "192.0.2.7")
            .query("cookie", "The value of the persistence cookie that the client holds.", "abc")
            .answers(200, "The decision with its reasons; nothing was changed.", Explanation.class)
            .refuses(400, "A parameter is missing or is no address.")
            .refuses(404, "No service has that name.")
            .handledBy(this::explain));
  }

  private Reply explain(Request request) {
    var service = request.query("service");
    if (service.isEmpty()) {
      return Reply.problem(Problems.badParameter("service", "a service's name is expected"));
    }
    var from = request.query("from").flatMap(StateApi::address);
    if (from.isEmpty()) {
      return Reply.problem(
          Problems.badParameter("from", "an IPv4 or IPv6 address is expected, not a name"));
    }
    return control
        .explain(service.get(), from.get(), request.query("cookie"))
        .map(Reply::json)
        .orElseGet(() -> Found.noService(control, service.get()));
  }

  /** A literal address; names are not looked up. */
  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
