package org.sallyport.encryption.admin;

import java.time.Instant;
import java.util.List;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.enrolment.AwaitedToken;
import org.sallyport.encryption.mail.KeptLetter;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;

/** How the messages to people fared in the last days, for programs. */
final class LetterApi {
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 1000;

  private final Domain domain;

  LetterApi(Domain domain) {
    this.domain = domain;
  }

  /**
   * A message, without its text.
   *
   * @param state {@code waiting}, {@code sent} or {@code failed}
   * @param problem what the relay, or the way to it, said last; empty where nothing is wrong
   */
  record LetterView(
      String id,
      String recipient,
      String purpose,
      String state,
      Instant created,
      Instant expires,
      Instant due,
      long tries,
      String problem) {
    static LetterView of(KeptLetter one) {
      return new LetterView(
          one.id(),
          one.recipient(),
          one.purpose(),
          Words.of(one.state()),
          one.created(),
          one.expires(),
          one.due(),
          one.tries(),
          one.problem());
    }
  }

  /** The latest first. */
  record LetterList(List<LetterView> letters) {}

  /** A token that was mailed and has not come back; {@code tries}: wrong ones so far. */
  record AwaitedView(
      String id, String address, String machine, Instant created, Instant expires, long tries) {
    static AwaitedView of(AwaitedToken one) {
      return new AwaitedView(
          one.id(), one.address(), one.machine(), one.created(), one.expires(), one.tries());
    }
  }

  /** The latest first. */
  record AwaitedList(List<AwaitedView> enrolments) {}

  List<Route> routes() {
    return List.of(
        Api.reads("/enrolments", "listAwaitedEnrolments")
            .summary("Enrolments by e-mail whose token has not come back.")
            .query("limit", "How many, 100 where none is said, 1000 at most.", "100")
            .answers(200, "Those that could still end, the latest first.", AwaitedList.class)
            .handledBy(this::awaited),
        Api.reads("/letters", "listLetters")
            .summary("The latest messages to people, and whether the relay has taken them.")
            .query("state", "Only those: waiting, sent or failed.", "failed")
            .query("limit", "How many, 100 where none is said, 1000 at most.", "100")
            .answers(200, "The messages, without their text.", LetterList.class)
            .refuses(400, "A parameter has no meaning.")
            .handledBy(this::letters));
  }

  private Reply awaited(Request request) {
    int limit = Api.limit(request, PAGE, LONGEST_PAGE);
    var found = domain.store().read(in -> domain.enrolments().awaited(in, limit));
    return Reply.json(new AwaitedList(found.stream().map(AwaitedView::of).toList()));
  }

  private Reply letters(Request request) {
    var state = request.query("state").map(LetterApi::state);
    int limit = Api.limit(request, PAGE, LONGEST_PAGE);
    var letters = domain.store().read(in -> domain.outbox().latest(in, state, limit));
    return Reply.json(new LetterList(letters.stream().map(LetterView::of).toList()));
  }

  /** The state of a word. */
  static KeptLetter.State state(String text) {
    for (var each : KeptLetter.State.values()) {
      if (Words.of(each).equals(text)) {
        return each;
      }
    }
    throw new RequestRefused(
        Problems.badParameter("state", "expected one of waiting, sent, failed"));
  }
}
