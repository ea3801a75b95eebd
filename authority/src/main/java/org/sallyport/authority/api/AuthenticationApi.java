package org.sallyport.authority.api;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.sallyport.authority.Domain;
import org.sallyport.authority.authentication.Attempt;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.authority.push.PushRequest;
import org.sallyport.authority.push.Pushed;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.Secret;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Once;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The question of every login: is the code right, or does the person approve? */
final class AuthenticationApi {
  private static final String TAG = "authentications";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Domain domain;
  private final Decisions decisions;
  private final Predicate<String> withoutNumber;

  /**
   * @param withoutNumber the tenants that allow pushes without a number
   */
  AuthenticationApi(Domain domain, Decisions decisions, Predicate<String> withoutNumber) {
    this.domain = domain;
    this.decisions = decisions;
    this.withoutNumber = withoutNumber;
  }

  /** What to show on the device. */
  record Display(String title, Optional<String> text, Optional<Map<String, String>> fields) {}

  /**
   * A code or a push, with a PIN where the user has one.
   *
   * @param number whether the person must enter the number that the login shows; true where it is
   *     absent
   */
  record AuthenticationBody(
      Optional<String> code,
      Optional<String> pin,
      Optional<String> method,
      Optional<Display> display,
      Optional<String> timeout,
      Optional<Boolean> number) {}

  /**
   * What became of it.
   *
   * @param result accepted, refused or pending
   * @param number what the person must enter on the device, where a number was asked for
   */
  record AuthenticationView(
      String id,
      String result,
      Optional<String> reason,
      Optional<String> credential,
      Optional<String> number) {
    static AuthenticationView accepted(String id, String credential) {
      return new AuthenticationView(
          id, "accepted", Optional.empty(), Optional.of(credential), Optional.empty());
    }

    static AuthenticationView refused(String id, String reason) {
      return new AuthenticationView(
          id, "refused", Optional.of(reason), Optional.empty(), Optional.empty());
    }

    static AuthenticationView pending(String id, String number) {
      return new AuthenticationView(
          id,
          "pending",
          Optional.empty(),
          Optional.empty(),
          Optional.of(number).filter(text -> !text.isEmpty()));
    }
  }

  /** A request that was understood. */
  private sealed interface Question {
    record Code(String code, Optional<Secret> pin) implements Question {}

    record Push(String display, Duration timeout, boolean numbered, Optional<Secret> pin)
        implements Question {}
  }

  List<Route> routes() {
    return List.of(
        UserApi.one(Route.post(UserApi.ONE + "/authentications", "authenticate"))
            .summary("Judges a code, or asks the person on a device.")
            .once()
            .body(AuthenticationBody.class)
            .answers(200, "Accepted, or refused with the reason.", AuthenticationView.class)
            .answers(
                202, "The device asks the person; Location says where.", AuthenticationView.class)
            .refuses(400, "The body is not as described.")
            .handledBy(this::authenticate),
        Route.get("/v1/authentications/{authentication}", "getAuthentication")
            .summary("How a push stands; waits for the person's decision.")
            .tag(TAG)
            .path("authentication", "The id that the push was given.", "a_1")
            .query("wait", "How long to wait for a decision, 30s at most; else not.", "25s")
            .answers(200, "How it stands.", AuthenticationView.class)
            .refuses(400, "A parameter has no meaning.")
            .refuses(404, "There is no such authentication.")
            .handledBy(this::poll));
  }

  private Reply authenticate(Request in) {
    return switch (in.json(AuthenticationApi::read)) {
      case Question.Code(var code, var pin) -> judge(in, code, pin);
      case Question.Push push -> push(in, push);
    };
  }

  private static Question read(Members body) {
    boolean push = body.word("method", Set.of("code", "push")).filter("push"::equals).isPresent();
    return push
        ? new Question.Push(
            display(body),
            body.duration("timeout", Duration.ofSeconds(5), Duration.ofMinutes(5))
                .orElse(Duration.ofMinutes(1)),
            body.flag("number").orElse(true),
            pin(body))
        : new Question.Code(body.text("code", 16), pin(body));
  }

  private static Optional<Secret> pin(Members body) {
    return body.optionalText("pin", 64).map(Secret::ofText);
  }

  private static String display(Members body) {
    var display =
        body.object("display")
            .map(
                members -> {
                  var read =
                      new Display(
                          members.text("title", 100),
                          members.optionalText("text", 500),
                          Optional.of(members.textByName("fields", 10, 200)));
                  members.end();
                  return read;
                })
            .orElseThrow(() -> body.wrong("display", "it is missing; expected what to show"));
    return Json.text(display);
  }

  private Reply judge(Request in, String code, Optional<Secret> pin) {
    var user = Asking.user(in);
    long begun = System.nanoTime();
    try {
      var verdict =
          domain.authentications().check(Asking.caller(in), new Attempt(user, code, pin, key(in)));
      decisions.judged(in.caller(), user, verdict, begun);
      return reply(verdict);
    } finally {
      pin.ifPresent(Secret::close);
    }
  }

  static String key(Request in) {
    return in.once().map(Once::key).orElseGet(AuthenticationApi::freshKey);
  }

  private static String freshKey() {
    var random = new byte[16];
    ThreadLocalRandom.current().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static Reply reply(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(var id, var credential) ->
          Reply.json(AuthenticationView.accepted(id, credential));
      case Verdict.Refused(var id, var reason) ->
          Reply.json(AuthenticationView.refused(id, reason.word()));
      case Verdict.Unknown _ -> Reply.problem(Asking.UNKNOWN_USER);
      case Verdict.Mismatch _ -> Reply.problem(Changes.otherRequest());
    };
  }

  private Reply push(Request in, Question.Push push) {
    var user = Asking.user(in);
    var pushed = begin(in, user, push);
    decisions.pushed(in.caller(), user, pushed);
    return pushed instanceof Pushed.Pending(var id, var number)
        ? new Reply.Content(
            202,
            "application/json",
            Json.bytes(AuthenticationView.pending(id, number)),
            Map.of("Location", "/v1/authentications/" + id))
        : reply(pushed, Asking.UNKNOWN_USER);
  }

  private Pushed begin(Request in, UserName user, Question.Push push) {
    try {
      if (!push.numbered() && !withoutNumber.test(Asking.tenant(in))) {
        return new Pushed.Refused(Ids.next('a'), Refusal.NUMBER_REQUIRED);
      }
      var request =
          new PushRequest(key(in), push.display(), push.timeout(), push.numbered(), push.pin());
      return domain.challenges().begin(Asking.caller(in), user, request);
    } finally {
      push.pin().ifPresent(Secret::close);
    }
  }

  private Reply poll(Request in) {
    var id = in.path("authentication");
    var wait = Waiting.of(in, LONGEST_WAIT);
    var pushed = decisions.waiting(1, () -> domain.challenges().await(Asking.tenant(in), id, wait));
    decisions.polled(in.caller(), pushed);
    return reply(pushed, Asking.unknown("authentication"));
  }

  private static Reply reply(Pushed pushed, Problem unknown) {
    return switch (pushed) {
      case Pushed.Pending(var id, var number) -> Reply.json(AuthenticationView.pending(id, number));
      case Pushed.Accepted(var id, var device) ->
          Reply.json(AuthenticationView.accepted(id, device));
      case Pushed.Refused(var id, var reason) ->
          Reply.json(AuthenticationView.refused(id, reason.word()));
      case Pushed.Unknown _ -> Reply.problem(unknown);
      case Pushed.Mismatch _ -> Reply.problem(Changes.otherRequest());
    };
  }
}
