package org.sallyport.director.admin.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.ServiceView;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Which session is held on which member. */
final class PersistencePage {
  private static final String PATH = "/persistence";
  private static final int ROWS = 50;

  /** The table gives nothing beyond; narrower filters do. */
  private static final int REACH = 10_000;

  private final DirectorControl control;
  private final Templates templates;

  PersistencePage(DirectorControl control, Templates templates) {
    this.control = control;
    this.templates = templates;
  }

  /**
   * What {@code persistence.jte} shows.
   *
   * @param page counted from 1
   * @param previous the path of the page before; empty on the first
   * @param next the path of the page after; empty on the last
   */
  record Table(
      List<String> services,
      String service,
      String member,
      String search,
      AffinityTable.Page entries,
      int page,
      int pages,
      Optional<String> previous,
      Optional<String> next,
      Optional<String> csrf) {
    boolean filtered() {
      return !service.isEmpty() || !member.isEmpty() || !search.isEmpty();
    }

    boolean cutOff() {
      return entries.total() > REACH;
    }
  }

  List<Route> routes() {
    return List.of(
        Route.page(PATH, "persistencePage")
            .summary("Which session is held on which member.")
            .tag(Dashboard.TAG)
            .query("service", "Of this service only.", "portal.example.com")
            .query("member", "On this member only.", "keys1")
            .query("search", "The beginning of the client or of the id.", "192.0.2.")
            .query("page", "Counted from 1.", "1")
            .handledBy(this::show),
        form("/persistence/clear", "clearEntryForm")
            .summary("Forgets one session.")
            .field("id", "The entry's id.", "00112233445566ff")
            .handledBy(this::clearOne),
        form("/persistence/clear-matching", "clearMatchingForm")
            .summary("Forgets all sessions that match.")
            .refuses(400, "The box that confirms it was not ticked.")
            .field("service", "Of this service only.", "portal.example.com")
            .field("member", "On this member only.", "keys1")
            .field("search", "The beginning of the client or of the id.", "192.0.2.")
            .field("sure", "yes: really.", "yes")
            .handledBy(this::clearMatching));
  }

  private static RouteBuilder form(String path, String id) {
    return Route.form(path, id)
        .tag(Dashboard.TAG)
        .field("csrf", "The session's token.", "")
        .refuses(403, "The form did not carry the session's token; the session is over.");
  }

  private Reply show(Request request) {
    var service = request.query("service").orElse("");
    var member = request.query("member").orElse("");
    var search = request.query("search").map(String::strip).orElse("");
    int asked = page(request.query("page").orElse("1"));
    var filter = filter(service, member, search);
    var entries = control.persistence(filter, (asked - 1) * ROWS, ROWS);
    int pages = Math.clamp((Math.min(entries.total(), REACH) + ROWS - 1) / ROWS, 1, REACH / ROWS);
    var model =
        new Table(
            control.view().services().stream().map(ServiceView::name).toList(),
            service,
            member,
            search,
            entries,
            asked,
            pages,
            other(service, member, search, asked - 1, pages),
            other(service, member, search, asked + 1, pages),
            request.csrf(""));
    return Reply.page(new Page("Persistence", PATH, false, templates.render("persistence", model)));
  }

  private static int page(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 1, REACH / ROWS);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static AffinityTable.Filter filter(String service, String member, String search) {
    return new AffinityTable.Filter(present(service), present(member), present(search));
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<String> other(
      String service, String member, String search, int page, int pages) {
    if (page < 1 || page > pages) {
      return Optional.empty();
    }
    return Optional.of(address(service, member, search, Integer.toString(page)));
  }

  private static String address(String service, String member, String search, String page) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("service", service);
    values.put("member", member);
    values.put("search", search);
    values.put("page", page);
    return Paths.query(PATH, values);
  }

  private Reply clearOne(Request request) {
    var id = request.form("id").orElse("");
    boolean cleared = control.clearSession(id, request.actor());
    return back(
        request,
        cleared ? "The entry " + id + " is gone." : "There was no entry " + id + " any more.");
  }

  private Reply clearMatching(Request request) {
    if (!request.form("sure").orElse("").equals("yes")) {
      return Reply.problem(
          Problems.badRequest("nothing was removed: tick the box that says you are sure"));
    }
    var filter =
        new AffinityTable.Filter(
            request.form("service"), request.form("member"), request.form("search"));
    int cleared = control.clearSessions(filter, request.actor());
    return back(request, Words.count(cleared) + " entries are gone.");
  }

  private static Reply back(Request request, String said) {
    request.session().ifPresent(session -> session.say(said));
    return Reply.seeOther(
        address(
            request.form("service").orElse(""),
            request.form("member").orElse(""),
            request.form("search").orElse(""),
            ""));
  }
}
