package org.sallyport.gateway.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.sallyport.gateway.factor.Answer.Cause;

/**
 * The authority's own answers. What a user typed is sent only where it can be a name or a code;
 * whatever else is unknown or wrong without asking.
 */
public final class AuthorityClient implements SecondFactor {
  private static final int LONGEST_USER = 128;
  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{4,16}");
  private static final Pattern KEY = Pattern.compile("[0-9A-Za-z_-]{16,64}");
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_.-]{1,64}");

  /** How many pushes are sent at a time; above, they take turns. */
  private static final int SENDERS = 32;

  /** How long one waits for its turn. */
  private static final Duration TURN = Duration.ofSeconds(5);

  /** Seconds that the authority takes as the time of a push. */
  private static final long SHORTEST_PUSH = 5;

  private static final long LONGEST_PUSH = 300;

  private final AuthorityLink link;
  private final CheckBatches batches;
  private final KnownFactors known;
  private final PushPolls polls;
  private final Semaphore senders = new Semaphore(SENDERS, true);

  /** Asks over that link, which stays the caller's. */
  public AuthorityClient(AuthorityLink link, AuthorityLinkSettings settings, InstantSource clock) {
    this.link = link;
    batches = new CheckBatches(link, settings.lanes(), longest(settings));
    polls = new PushPolls(link);
    known = new KnownFactors(clock, settings.factorsFor());
  }

  /** The round that a code may find on its way, and its own. */
  private static Duration longest(AuthorityLinkSettings settings) {
    return settings.connectTimeout().plus(settings.answerTimeout()).multipliedBy(2);
  }

  /** Whoever waits for an answer and was not sent yet has none: continuity has been entered. */
  public void giveUp() {
    batches.giveUp();
  }

  @Override
  public Enrolment factors(String user) {
    if (!isUser(user)) {
      return new Enrolment.Unheard();
    }
    return known.recent(user).orElseGet(() -> ask(user));
  }

  /** What was heard last, without asking: for when nobody would answer. */
  public Enrolment lastHeard(String user) {
    return known.last(user);
  }

  private Enrolment ask(String user) {
    return switch (link.call(Call.get("/v1/users/" + encoded(user) + "/factors"))) {
      case Outcome.Failed _ -> known.last(user);
      case Outcome.Answered(int status, byte[] body) -> {
        var factors = AnswerReader.factors(status, body);
        if (factors instanceof Enrolment.Unheard) {
          yield known.last(user);
        }
        known.hear(user, factors);
        yield factors;
      }
    };
  }

  @Override
  public Answer check(String user, String code, String key) {
    requireKey(key);
    if (!isUser(user)) {
      return new Answer.Unknown();
    }
    if (!CODE.matcher(code).matches()) {
      return new Answer.Refused("wrong code");
    }
    return batches.check(user, code, key);
  }

  @Override
  public Pushed push(String user, String key, PushOrder order) {
    requireKey(key);
    if (!isUser(user)) {
      return new Pushed.Decided(new Answer.Unknown());
    }
    var request = JsonText.object().put("method", "push");
    request.putObject("display").put("title", order.display());
    long seconds = Math.clamp(order.patience().toSeconds(), SHORTEST_PUSH, LONGEST_PUSH);
    request.put("timeout", seconds + "s");
    if (!order.numbered()) {
      request.put("number", false);
    }
    var path = "/v1/users/" + encoded(user) + "/authentications";
    return send(Call.post(path, JsonText.bytes(request)).withKey(key), order.numbered());
  }

  private Pushed send(Call call, boolean numbered) {
    try {
      if (!senders.tryAcquire(TURN.toNanos(), TimeUnit.NANOSECONDS)) {
        return unsent(Cause.FAULT, "too many pushes are being sent");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unsent(Cause.UNREACHABLE, "interrupted");
    }
    try {
      return switch (link.call(call)) {
        case Outcome.Answered(int status, byte[] body) ->
            AnswerReader.pushed(status, body, numbered);
        case Outcome.Failed(var cause, var detail) -> unsent(cause, detail);
      };
    } finally {
      senders.release();
    }
  }

  private static Pushed unsent(Cause cause, String detail) {
    return new Pushed.Decided(new Answer.Unavailable(cause, detail));
  }

  @Override
  public Answer await(String user, String id, Duration patience) {
    return ID.matcher(id).matches()
        ? polls.await(id, patience)
        : new Answer.Unavailable(Cause.FAULT, "no push has such an id");
  }

  private static boolean isUser(String user) {
    return !user.isBlank()
        && user.length() <= LONGEST_USER
        && user.chars().noneMatch(Character::isISOControl);
  }

  private static void requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("an idempotency key has 16 to 64 of [0-9A-Za-z_-]");
    }
  }

  /** RFC 3986 section 2.1. */
  private static String encoded(String user) {
    return URLEncoder.encode(user, UTF_8).replace("+", "%20");
  }
}
