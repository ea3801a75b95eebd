package org.sallyport.director.admin.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.EventView;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The event log. */
final class EventApi {
  private static final String TAG = "events";

  private final DirectorControl control;

  EventApi(DirectorControl control) {
    this.control = control;
  }

  /** Events, oldest first. */
  record Events(List<EventView> events) {}

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/events", "listEvents")
            .summary("The kept events, oldest first.")
            .tag(TAG)
            .query("after", "Only events with a greater id.", "0")
            .answers(200, "The events.", Events.class)
            .refuses(400, "after is not a number.")
            .handledBy(this::list),
        Route.get(AdminApi.EVENT_STREAM, "streamEvents")
            .summary("Events as they happen, as server-sent events named event.")
            .tag(TAG)
            .query("after", "Begin with kept events with a greater id; Last-Event-ID wins.", "0")
            .answers(200, "A stream that does not end.", "text/event-stream")
            .refuses(400, "after is not a number.")
            .refuses(503, "Too many streams are open.")
            .handledBy(this::stream));
  }

  private Reply list(Request request) {
    var after = number(Optional.of(request.query("after").orElse("0")));
    return after.isEmpty()
        ? notANumber()
        : Reply.json(new Events(control.eventsAfter(after.getAsLong())));
  }

  /** Without a place to begin at, only what happens from now on is sent. */
  private Reply stream(Request request) {
    var given = request.header("Last-Event-ID").or(() -> request.query("after"));
    if (given.isEmpty()) {
      return Reply.events(sink -> new EventRelay(sink).from(control, Long.MAX_VALUE));
    }
    var after = number(given);
    return after.isEmpty()
        ? notANumber()
        : Reply.events(sink -> new EventRelay(sink).from(control, after.getAsLong()));
  }

  private static OptionalLong number(Optional<String> text) {
    try {
      return OptionalLong.of(Long.parseLong(text.orElse("")));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static Reply notANumber() {
    return Reply.problem(Problems.badParameter("after", "the id of an event is expected"));
  }
}
