package org.sallyport.director.admin.api;

import java.util.List;
import java.util.OptionalInt;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The persistence table: which session is held on which member. */
final class PersistenceApi {
  private static final String TAG = "persistence";
  private static final String PATH = "/api/v1/persistence";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  /** The table gives nothing beyond; narrower filters do. */
  private static final int REACH = 10_000;

  private final DirectorControl control;

  PersistenceApi(DirectorControl control) {
    this.control = control;
  }

  /** How many entries were removed. */
  record Cleared(int cleared) {}

  List<Route> routes() {
    return List.of(
        Route.get(PATH, "listPersistence")
            .summary("Entries, the most recently used first.")
            .tag(TAG)
            .query("service", "Of this service only.", "portal.example.com")
            .query("member", "On this member only.", "keys1")
            .query("search", "The beginning of the client or of the id.", "192.0.2.")
            .query("offset", "How many to pass over.", "0")
            .query("limit", "How many to give, 1000 at most.", "100")
            .answers(200, "Some entries, and how many there are.", AffinityTable.Page.class)
            .refuses(400, "A number is not one, or is out of range.")
            .handledBy(this::list),
        Route.delete(PATH + "/{id}", "clearPersistenceEntry")
            .summary("Removes one entry; the session is decided anew.")
            .tag(TAG)
            .path("id", "The entry's id.", "00112233445566ff")
            .answers(204, "It is gone.")
            .refuses(404, "No entry has that id; it may have ended.")
            .handledBy(this::clearOne),
        Route.delete(PATH, "clearPersistence")
            .summary("Removes all entries that match.")
            .tag(TAG)
            .query("service", "Of this service only.", "portal.example.com")
            .query("member", "On this member only.", "keys1")
            .query("search", "The beginning of the client or of the id.", "192.0.2.")
            .query("all", "true: every entry is meant, where no filter is given.", "false")
            .answers(200, "They are gone.", Cleared.class)
            .refuses(400, "Neither a filter nor all=true was given.")
            .handledBy(this::clearMatching));
  }

  private static AffinityTable.Filter filter(Request request) {
    return new AffinityTable.Filter(
        request.query("service"), request.query("member"), request.query("search"));
  }

  private Reply list(Request request) {
    var offset = number(request, "offset", 0, 0, REACH);
    if (offset.isEmpty()) {
      return Reply.problem(outOfRange("offset", 0, REACH));
    }
    var limit = number(request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    if (limit.isEmpty()) {
      return Reply.problem(outOfRange("limit", 1, MAX_LIMIT));
    }
    int reachable = Math.min(limit.getAsInt(), REACH - offset.getAsInt());
    return Reply.json(control.persistence(filter(request), offset.getAsInt(), reachable));
  }

  private static OptionalInt number(Request request, String name, int absent, int min, int max) {
    var text = request.query(name);
    if (text.isEmpty()) {
      return OptionalInt.of(absent);
    }
    try {
      int value = Integer.parseInt(text.get());
      return value < min || value > max ? OptionalInt.empty() : OptionalInt.of(value);
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static Problem outOfRange(String name, int min, int max) {
    return Problems.badParameter(name, "a number from " + min + " to " + max + " is expected");
  }

  private Reply clearOne(Request request) {
    var id = request.path("id");
    return control.clearSession(id, request.actor())
        ? Reply.empty()
        : Reply.problem(Problems.unknown("entry", id, List.of()));
  }

  private Reply clearMatching(Request request) {
    var filter = filter(request);
    if (filter.equals(AffinityTable.Filter.ALL)
        && !request.query("all").orElse("").equals("true")) {
      return Reply.problem(
          Problems.badRequest("name a service, a member or a search; all=true means every entry"));
    }
    return Reply.json(new Cleared(control.clearSessions(filter, request.actor())));
  }
}
