package org.sallyport.gateway.continuity;

import java.util.List;
import java.util.function.Supplier;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

/** The API that other gateways and people ask how continuity stands. */
public final class ContinuityRoutes {
  static final String PATH = "/api/v1/gateway/continuity";

  private ContinuityRoutes() {}

  /** The routes, answered from what the supplier gives at the time. */
  public static List<Route> routes(Supplier<ContinuityStatus> status) {
    return List.of(
        Route.get(PATH, "getGatewayContinuity")
            .summary("Where continuity stands, and whether the authority is reached.")
            .tag("gateway")
            .answers(200, "The state.", ContinuityView.class)
            .handledBy(_ -> Reply.json(ContinuityView.of(status.get()))));
  }
}
