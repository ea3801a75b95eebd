package org.sallyport.encryption.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.mailqueue.QueueList;
import org.sallyport.encryption.mailqueue.QueuedMail;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Mail that waits to be handed on, for programs. */
final class MailQueueApi {
  private static final int PAGE = 50;

  private final Domain domain;

  MailQueueApi(Domain domain) {
    this.domain = domain;
  }

  /** How much there is; {@code oldest} null: nothing. */
  record DepthView(long due, long inHand, long waiting, @Nullable Instant oldest) {
    static DepthView of(QueueList.Depth depth) {
      return new DepthView(
          depth.due(), depth.inHand(), depth.waiting(), depth.oldest().orElse(null));
    }
  }

  /**
   * Recipients behind one next hop.
   *
   * @param state {@code in hand} or {@code waiting}
   * @param problem of the last try; empty before it
   */
  record WaitingView(
      String nextHop,
      String state,
      Instant due,
      long tries,
      String problem,
      List<String> recipients) {
    static WaitingView of(QueuedMail.Waiting one) {
      return new WaitingView(
          one.lane(),
          one.inHand() ? "in hand" : "waiting",
          one.due(),
          one.tries(),
          one.problem(),
          one.recipients());
    }
  }

  /** A message, without its text; {@code sender} empty: it is a report. */
  record QueuedView(
      String id,
      String route,
      String sender,
      long size,
      String trace,
      Instant created,
      Instant expires,
      List<WaitingView> deliveries) {
    static QueuedView of(QueuedMail one) {
      return new QueuedView(
          one.id(),
          one.route().word(),
          one.sender(),
          one.size(),
          one.trace(),
          one.created(),
          one.expires(),
          one.deliveries().stream().map(WaitingView::of).toList());
    }
  }

  /** The oldest first. */
  record QueueView(DepthView depth, List<QueuedView> messages) {}

  /** How many deliveries are tried. */
  record RetriedAll(int deliveries) {}

  List<Route> routes() {
    return List.of(
        Api.reads("/mail-queue", "listMailQueue")
            .summary("Mail that waits to be handed on, the oldest first.")
            .query(
                "search",
                "Part of an address of sender or recipient or of a next hop, or an id of message or"
                    + " trace.",
                "ada@example.com")
            .query("limit", "How many, 50 where none is said, 200 at most.", "50")
            .answers(200, "The messages, without their text.", QueueView.class)
            .refuses(400, "A parameter has no meaning.")
            .handledBy(this::list),
        one(Api.reads("/mail-queue/{id}", "getQueuedMail"))
            .summary("A message that waits to be handed on.")
            .answers(200, "The message, without its text.", QueuedView.class)
            .handledBy(this::show),
        Api.posts("/mail-queue/retry", "retryMailQueue", Permission.MAIL_QUEUE)
            .summary("Tries everything now.")
            .answers(200, "How much that is.", RetriedAll.class)
            .handledBy(_ -> Reply.json(new RetriedAll(domain.mailQueue().list().retryAll()))),
        one(Api.posts("/mail-queue/{id}/retry", "retryQueuedMail", Permission.MAIL_QUEUE))
            .summary("Tries a message now.")
            .answers(204, "It is tried.")
            .handledBy(in -> done(in, Optional.empty(), list -> list.retry(in.path("id")))),
        one(Api.posts("/mail-queue/{id}/give-up", "giveUpQueuedMail", Permission.MAIL_QUEUE))
            .summary("Ends a message and tells its sender; audited.")
            .answers(204, "It is given up.")
            .refuses(409, "It is tried at this moment.")
            .handledBy(
                in -> done(in, Optional.of("mail-given-up"), list -> list.giveUp(in.path("id")))),
        one(Api.deletes("/mail-queue/{id}", "dropQueuedMail", Permission.MAIL_QUEUE))
            .summary("Ends a message and tells nobody; audited.")
            .answers(204, "It is dropped.")
            .refuses(409, "It is tried at this moment.")
            .handledBy(
                in -> done(in, Optional.of("mail-dropped"), list -> list.drop(in.path("id")))));
  }

  private static RouteBuilder one(RouteBuilder route) {
    return route
        .path("id", "Which.", "q_1")
        .refuses(404, "There is none: it has been handed on, refused or given up.");
  }

  private Reply list(Request in) {
    int limit = Api.limit(in, PAGE, QueueList.MOST);
    var list = domain.mailQueue().list();
    var found = list.search(in.query("search").orElse(""), limit);
    return Reply.json(
        new QueueView(DepthView.of(list.depth()), found.stream().map(QueuedView::of).toList()));
  }

  private Reply show(Request in) {
    return domain
        .mailQueue()
        .list()
        .find(in.path("id"))
        .map(one -> Reply.json(QueuedView.of(one)))
        .orElseGet(() -> unknown(in));
  }

  private static Reply unknown(Request in) {
    return Api.unknown("message", in.path("id"));
  }

  /** What ends a message is in the audit trail; the trace has why it was sent. */
  private Reply done(
      Request in, Optional<String> action, Function<QueueList, QueueList.Done> wish) {
    var list = domain.mailQueue().list();
    var before = list.find(in.path("id"));
    return switch (wish.apply(list)) {
      case DONE -> {
        action.ifPresent(
            word ->
                record(
                    domain,
                    in.actor(),
                    word,
                    in.path("id"),
                    before.map(QueuedMail::sender).orElse("")));
        yield Reply.empty();
      }
      case IN_HAND ->
          Reply.problem(
              new Problem(
                  409,
                  "in-hand",
                  "The message is tried at this moment",
                  "try again in a minute, when it is known what the next hop says"));
      case UNKNOWN -> unknown(in);
    };
  }

  /** Writes down that somebody has ended a message. */
  static void record(Domain domain, String actor, String action, String id, String sender) {
    domain
        .store()
        .write(
            tx -> {
              domain
                  .audit()
                  .record(tx, actor, action, id, sender.isEmpty() ? "a report" : "from " + sender);
              return true;
            });
  }
}
