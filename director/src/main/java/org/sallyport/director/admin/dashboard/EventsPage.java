package org.sallyport.director.admin.dashboard;

import java.util.List;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.EventView;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The event log, newest first. */
final class EventsPage {
  private static final String PATH = "/events";
  private static final int SHOWN = 200;

  private final DirectorControl control;
  private final Templates templates;

  EventsPage(DirectorControl control, Templates templates) {
    this.control = control;
    this.templates = templates;
  }

  /** What {@code events.jte} shows. */
  record Log(List<EventView> events, String search, boolean warnings, int kept) {}

  List<Route> routes() {
    return List.of(
        Route.page(PATH, "eventsPage")
            .summary("Every change of state with its cause, newest first.")
            .tag(Dashboard.TAG)
            .query("search", "Only events that have this text.", "keys1")
            .query("warnings", "yes: only those that somebody should look at.", "yes")
            .handledBy(this::show));
  }

  private Reply show(Request request) {
    var search = request.query("search").map(String::strip).orElse("");
    boolean warnings = request.query("warnings").isPresent();
    var all = control.eventsAfter(0).reversed();
    var events =
        all.stream()
            .filter(event -> !warnings || event.severity() == EventView.Severity.WARNING)
            .filter(event -> has(event, search))
            .limit(SHOWN)
            .toList();
    var model = new Log(events, search, warnings, all.size());
    return Reply.page(new Page("Events", PATH, true, templates.render("events", model)));
  }

  private static boolean has(EventView event, String text) {
    return event.name().contains(text)
        || event.fields().values().stream().anyMatch(value -> value.contains(text));
  }
}
