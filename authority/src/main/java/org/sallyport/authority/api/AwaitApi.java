package org.sallyport.authority.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.authority.Domain;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.authority.push.Challenges;
import org.sallyport.authority.push.Pushed;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** One long poll for many pushes, for gateways at which many people are asked at a time. */
final class AwaitApi {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Domain domain;
  private final Decisions decisions;

  AwaitApi(Domain domain, Decisions decisions) {
    this.domain = domain;
    this.decisions = decisions;
  }

  /** The ids that pushes were given. */
  record AwaitBody(List<String> ids) {}

  /**
   * What became of one.
   *
   * @param result accepted, refused or unknown (there is no such push)
   */
  record DecidedPush(
      String id, String result, Optional<String> reason, Optional<String> credential) {}

  /** Those that are decided; the others still wait for their person. */
  record AwaitView(List<DecidedPush> decided) {}

  Route route() {
    return Route.post("/v1/challenges/await", "awaitChallenges")
        .summary("Which of many pushes are decided; waits until one is. Changes nothing.")
        .tag("authentications")
        .query("wait", "How long to wait for a decision, 30s at most; else not.", "25s")
        .body(AwaitBody.class)
        .answers(
            200, "Those that are decided, at least one unless the time is over.", AwaitView.class)
        .refuses(400, "The body or a parameter is not as described.")
        .handledBy(this::await);
  }

  private static Set<String> read(Members body) {
    var ids = Set.copyOf(body.texts("ids", Challenges.MOST, 64));
    if (ids.isEmpty()) {
      throw body.wrong("ids", "expected 1 to " + Challenges.MOST + " ids of pushes");
    }
    return ids;
  }

  private Reply await(Request in) {
    var ids = in.json(AwaitApi::read);
    var wait = Waiting.of(in, LONGEST_WAIT);
    var outcomes =
        decisions.waiting(
            ids.size(), () -> domain.challenges().await(Asking.tenant(in), ids, wait));
    var decided = new ArrayList<DecidedPush>(outcomes.size());
    outcomes.forEach(
        (id, pushed) -> {
          decisions.polled(in.caller(), pushed);
          decided.add(told(id, pushed));
        });
    return Reply.json(new AwaitView(decided));
  }

  private static DecidedPush told(String id, Pushed pushed) {
    return switch (pushed) {
      case Pushed.Accepted(_, var device) ->
          new DecidedPush(id, "accepted", Optional.empty(), Optional.of(device));
      case Pushed.Refused(_, var reason) ->
          new DecidedPush(id, "refused", Optional.of(reason.word()), Optional.empty());
      case Pushed.Unknown _ -> new DecidedPush(id, "unknown", Optional.empty(), Optional.empty());
      case Pushed.Pending _, Pushed.Mismatch _ ->
          throw new IllegalStateException("an outcome that decides nothing");
    };
  }
}
