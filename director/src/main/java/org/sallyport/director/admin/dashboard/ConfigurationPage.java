package org.sallyport.director.admin.dashboard;

import java.util.List;
import java.util.Optional;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.web.admin.ReloadOutcome;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** What runs, and the button that reads the file anew. */
final class ConfigurationPage {
  private static final String PATH = "/configuration";

  private final DirectorControl control;
  private final Templates templates;

  ConfigurationPage(DirectorControl control, Templates templates) {
    this.control = control;
    this.templates = templates;
  }

  /** What {@code configuration.jte} shows. */
  record Model(DirectorView view, Optional<ReloadOutcome> outcome, Optional<String> csrf) {}

  List<Route> routes() {
    return List.of(
        Route.page(PATH, "configurationPage")
            .summary("Version, services and filter rules in force.")
            .tag(Dashboard.TAG)
            .handledBy(request -> show(request, Optional.empty())),
        Route.form("/configuration/reload", "reloadForm")
            .summary("Reads the configuration anew.")
            .tag(Dashboard.TAG)
            .field("csrf", "The session's token.", "")
            .answers(200, "What changed, or the problems of the file.", "text/html")
            .refuses(403, "The form did not carry the session's token; the session is over.")
            .handledBy(request -> show(request, Optional.of(control.reload(request.actor())))));
  }

  private Reply show(Request request, Optional<ReloadOutcome> outcome) {
    var model = new Model(control.view(), outcome, request.csrf(""));
    return Reply.page(
        new Page("Configuration", PATH, false, templates.render("configuration", model)));
  }
}
