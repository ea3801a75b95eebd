package org.sallyport.gateway.admin;

import java.util.List;
import java.util.function.Supplier;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

/** The page that shows all of a gateway; it renews itself. */
final class StatusPage {
  static final String PATH = "/gateway";

  private final Supplier<GatewayView> view;
  private final Templates templates = new Templates(StatusPage.class);

  StatusPage(Supplier<GatewayView> view) {
    this.view = view;
  }

  /** What {@code gateway.jte} shows. */
  record Model(GatewayView view, List<String> missing) {}

  List<Route> routes() {
    return List.of(
        Route.page(PATH, "gatewayPage")
            .summary("Validation servers, directories, the authority and the last decisions.")
            .tag(GatewayPart.TAG)
            .handledBy(
                _ -> {
                  var now = view.get();
                  var body = templates.render("gateway", new Model(now, now.missing()));
                  return Reply.page(new Page("Gateway", PATH, true, body));
                }));
  }
}
