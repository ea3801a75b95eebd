package org.sallyport.encryption.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.mailtrace.MailTrace;
import org.sallyport.encryption.mailtrace.TraceQuery;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Why each message was sent as it was, for programs. */
final class MailTraceApi {
  private static final int PAGE = 50;

  private final Domain domain;

  MailTraceApi(Domain domain) {
    this.domain = domain;
  }

  /** A trace; its members are those of {@link MailTrace}. */
  record TraceView(MailTrace trace, List<MailTrace.Event> events) {}

  /** The latest first. */
  record TraceList(List<MailTrace> traces) {}

  List<Route> routes() {
    return List.of(
        queried(Api.reads("/mail-traces", "listMailTraces"))
            .summary("Traces of messages, the latest first.")
            .query("before", "Older than this trace.", "t_0123456789abcdef")
            .query("limit", "How many at most: 1 to 500, else 50.", "50")
            .answers(200, "The traces.", TraceList.class)
            .refuses(400, "A parameter has no meaning.")
            .handledBy(
                in ->
                    Reply.json(
                        new TraceList(
                            find(
                                domain, query(in), in.query("before"), Api.limit(in, PAGE, 500))))),
        Api.reads("/mail-traces/{id}", "getMailTrace")
            .summary("The trace of a message, and what became of it.")
            .path("id", "Which; the sender's server was told it, too.", "t_0123456789abcdef")
            .answers(200, "The trace.", TraceView.class)
            .refuses(404, "There is no such trace, or it is forgotten.")
            .handledBy(this::one));
  }

  /** What traces are searched by, of operations and pages alike. */
  static RouteBuilder queried(RouteBuilder route) {
    return route
        .query("address", "Of this sender or recipient.", "ada@example.com")
        .query("message", "With this Message-ID.", "<1@example.com>")
        .query("form", "Somebody got it in this form.", "encrypted")
        .query("from", "Not before (RFC 3339).", "2026-01-31T12:00:00Z")
        .query("until", "Before (RFC 3339).", "2026-02-01T12:00:00Z");
  }

  /** What is asked for. */
  static TraceQuery query(Request in) {
    return new TraceQuery(
        in.query("address"),
        in.query("message"),
        in.query("form"),
        time(in, "from"),
        time(in, "until"));
  }

  private static Optional<Instant> time(Request in, String name) {
    return in.query(name)
        .map(String::strip)
        .map(
            text -> {
              try {
                return Instant.parse(
                    text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? text + "T00:00:00Z" : text);
              } catch (DateTimeException _) {
                throw new RequestRefused(
                    Problems.badParameter(name, "expected a time such as 2026-01-31T12:00:00Z"));
              }
            });
  }

  /** The traces; one that is forgotten begins nothing anew. */
  static List<MailTrace> find(Domain domain, TraceQuery query, Optional<String> before, int limit) {
    return domain
        .store()
        .read(
            tx -> {
              var last = before.flatMap(id -> domain.mailTraces().find(tx, id));
              return before.isPresent() && last.isEmpty()
                  ? List.<MailTrace>of()
                  : domain.mailTraces().search(tx, query, last, limit);
            });
  }

  private Reply one(Request in) {
    var id = in.path("id");
    return domain
        .store()
        .read(
            tx ->
                domain
                    .mailTraces()
                    .find(tx, id)
                    .map(trace -> new TraceView(trace, domain.mailTraces().events(tx, id))))
        .map(Reply::json)
        .orElseGet(() -> Api.unknown("trace", id));
  }
}
