package org.sallyport.gateway.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sallyport.gateway.continuity.ContinuityRoutes;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Route;

/** A gateway on its node's admin listener. */
public final class GatewayPart implements AdminPart {
  static final String TAG = "gateway";

  private final Supplier<GatewayView> view;
  private final Supplier<String> metrics;

  /**
   * The part of a gateway.
   *
   * @param metrics in Prometheus's text format
   */
  public GatewayPart(Supplier<GatewayView> view, Supplier<String> metrics) {
    this.view = view;
    this.metrics = metrics;
  }

  @Override
  public String role() {
    return "gateway";
  }

  @Override
  public String summary() {
    return view.get().summary();
  }

  @Override
  public List<String> missing() {
    return view.get().missing();
  }

  @Override
  public List<Route> routes() {
    var all = new ArrayList<Route>();
    all.addAll(new StatusApi(view).routes());
    all.addAll(new StatusPage(view).routes());
    if (view.get().continuity().isPresent()) {
      all.addAll(ContinuityRoutes.routes(() -> view.get().continuity().orElseThrow()));
    }
    return all;
  }

  @Override
  public List<Shell.Link> links() {
    return List.of(new Shell.Link(StatusPage.PATH, "Gateway"));
  }

  @Override
  public String metrics() {
    return metrics.get();
  }
}
