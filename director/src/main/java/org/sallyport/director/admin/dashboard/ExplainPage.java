package org.sallyport.director.admin.dashboard;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.ServiceView;
import org.sallyport.director.pool.Explanation;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Which member a client would get, and why. */
final class ExplainPage {
  private static final String PATH = "/explain";

  private final DirectorControl control;
  private final Templates templates;

  ExplainPage(DirectorControl control, Templates templates) {
    this.control = control;
    this.templates = templates;
  }

  /** What {@code explain.jte} shows. */
  record Answer(
      List<String> services,
      String service,
      String from,
      String cookie,
      Optional<String> mistake,
      Optional<Explanation> explanation) {}

  List<Route> routes() {
    return List.of(
        Route.page(PATH, "explainPage")
            .summary("Which member a client would get, why, and until when.")
            .tag(Dashboard.TAG)
            .query("service", "The service's name.", "portal.example.com")
            .query("from", "The client's address.", "192.0.2.7")
            .query("cookie", "The value of the persistence cookie that the client holds.", "abc")
            .handledBy(this::show));
  }

  private Reply show(Request request) {
    var services = control.view().services().stream().map(ServiceView::name).toList();
    var service = request.query("service").orElse("");
    var from = request.query("from").map(String::strip).orElse("");
    var cookie = request.query("cookie");
    Optional<Explanation> explanation = Optional.empty();
    Optional<String> mistake = Optional.empty();
    if (!service.isEmpty() || !from.isEmpty()) {
      var address = address(from);
      if (address.isEmpty()) {
        mistake = Optional.of("An IPv4 or IPv6 address is expected, not " + quoted(from) + ".");
      } else {
        explanation = control.explain(service, address.get(), cookie);
        if (explanation.isEmpty()) {
          mistake = Optional.of("There is no service named " + quoted(service) + ".");
        }
      }
    }
    var model = new Answer(services, service, from, cookie.orElse(""), mistake, explanation);
    return Reply.page(new Page("Explain", PATH, false, templates.render("explain", model)));
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "nothing" : "\"" + text + "\"";
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
