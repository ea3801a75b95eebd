package org.sallyport.authority.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.authority.Domain;
import org.sallyport.authority.api.AuthorityApi;
import org.sallyport.authority.api.Waiting;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.push.Challenge;
import org.sallyport.authority.push.Decided;
import org.sallyport.authority.push.Decision;
import org.sallyport.authority.push.Device;
import org.sallyport.web.api.ApiGate;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;

/** All that a device can ask. */
public final class DeviceApi {
  private static final String TAG = "devices";
  private static final String CHALLENGES = "/v1/devices/{device}/challenges";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Problem GONE =
      new Problem(409, "too-late", "It is too late", "it was decided before, or its time is over");
  private static final Problem NUMBER_MISSING =
      new Problem(
          400,
          "number-missing",
          "The number is missing",
          "/number: expected the number that the login shows");
  private static final Problem UNKNOWN =
      new Problem(
          404,
          "unknown-challenge",
          "There is no such challenge",
          "it is not of this device's user");

  private final Domain domain;
  private final InstantSource clock;

  private DeviceApi(Domain domain, InstantSource clock) {
    this.domain = domain;
    this.clock = clock;
  }

  /** A device that enrols, with its Ed25519 key, base64url. */
  record EnrolmentBody(String activation, String publicKey, String name) {}

  /** The device's id from now on. */
  record EnrolledView(String device) {}

  /** What to show the person. */
  record Display(String title, Optional<String> text, Optional<Map<String, String>> fields) {}

  /**
   * A login that waits for the person.
   *
   * @param numbered whether it shows a number, which must be entered to approve it
   */
  record ChallengeView(
      String id, Display display, boolean numbered, Instant created, Instant expires) {
    static ChallengeView of(Challenge challenge) {
      var display = Json.readLeniently(challenge.display().getBytes(UTF_8), Display.class);
      return new ChallengeView(
          challenge.id(), display, challenge.numbered(), challenge.created(), challenge.expires());
    }
  }

  /** What waits, oldest first. */
  record ChallengeList(List<ChallengeView> challenges) {}

  /** What the person decided; to approve, the number that the login shows where it shows one. */
  record DecisionBody(String decision, Optional<String> number) {}

  /** Whether the login is accepted. */
  record DecidedView(boolean accepted) {}

  /** The authority's time. */
  record TimeView(Instant time) {}

  /** The routes over a domain. */
  public static List<Route> routes(Domain domain, InstantSource clock) {
    return new DeviceApi(domain, clock).routes().stream().map(AuthorityApi::guarded).toList();
  }

  /** Who gets in, with a limit for each address. */
  public static ApiGate gate(Domain domain, InstantSource clock, int requestsPerMinute) {
    return new DeviceGate(domain, clock, new RateLimit(requestsPerMinute, clock));
  }

  private List<Route> routes() {
    return List.of(
        Route.get("/v1/time", "getTime")
            .summary("The authority's time, for devices whose clock is off.")
            .tag(TAG)
            .open()
            .answers(200, "The time.", TimeView.class)
            .handledBy(_ -> Reply.json(new TimeView(clock.instant()))),
        Route.post("/v1/devices", "enrolDevice")
            .summary("Enrols a device; signed with its key under the id new.")
            .tag(TAG)
            .open()
            .body(EnrolmentBody.class)
            .answers(201, "Enrolled.", EnrolledView.class)
            .refuses(400, "The body is not as described.")
            .refuses(401, "The signature or the activation is wrong, used or over.")
            .handledBy(this::enrol),
        Route.get(CHALLENGES, "listChallenges")
            .summary("What waits for the person; waits until there is something.")
            .tag(TAG)
            .path("device", "The device's id.", "d_1")
            .query("wait", "How long to wait, 30s at most; else not.", "25s")
            .answers(200, "What waits.", ChallengeList.class)
            .refuses(400, "A parameter has no meaning.")
            .refuses(401, "The request lacks a fresh signature of this device.")
            .handledBy(this::challenges),
        Route.post(CHALLENGES + "/{challenge}", "decide")
            .summary("What the person decided; a wrong number refuses the login.")
            .tag(TAG)
            .path("device", "The device's id.", "d_1")
            .path("challenge", "The challenge's id.", "a_1")
            .body(DecisionBody.class)
            .answers(200, "It counts.", DecidedView.class)
            .refuses(400, "The body is not as described.")
            .refuses(401, "The request lacks a fresh signature of this device.")
            .refuses(404, "This device's user has no such challenge.")
            .refuses(409, "It was decided before, or its time is over.")
            .handledBy(this::decide));
  }

  private Reply enrol(Request in) {
    var body = in.json(DeviceApi::readEnrolment);
    var octets = octets(body.publicKey);
    if (!SignedEnrolment.proves(in, octets, clock.instant())) {
      return Reply.problem(DeviceGate.UNPROVEN);
    }
    var enrolled =
        domain.store().write(tx -> domain.devices().enrol(tx, body.activation, octets, body.name));
    return switch (enrolled) {
      case Change.Done<Device>(var device) -> Reply.json(201, new EnrolledView(device.id()));
      case Change.Unknown<Device> _,
          Change.Exists<Device> _,
          Change.Stale<Device> _,
          Change.Invalid<Device> _ ->
          Reply.problem(DeviceGate.UNPROVEN);
    };
  }

  private static EnrolmentBody readEnrolment(Members body) {
    return new EnrolmentBody(
        body.text("activation", 20), body.text("publicKey", 44), body.text("name", 64));
  }

  private static byte[] octets(String publicKey) {
    try {
      return Base64.getUrlDecoder().decode(publicKey);
    } catch (IllegalArgumentException _) {
      throw new RequestRefused(DeviceGate.UNPROVEN);
    }
  }

  /** The device that signed, where the path is about itself. */
  private Device itself(Request in) {
    var id = in.caller().name();
    return domain
        .store()
        .read(tx -> domain.devices().find(tx, id))
        .filter(device -> device.id().equals(in.path("device")))
        .orElseThrow(() -> new RequestRefused(DeviceGate.UNPROVEN));
  }

  private Reply challenges(Request in) {
    var pending = domain.challenges().pending(itself(in), Waiting.of(in, LONGEST_WAIT));
    return Reply.json(new ChallengeList(pending.stream().map(ChallengeView::of).toList()));
  }

  private Reply decide(Request in) {
    var decision = in.json(DeviceApi::readDecision);
    return switch (domain.challenges().decide(itself(in), in.path("challenge"), decision)) {
      case Decided.Taken(boolean accepted) -> Reply.json(new DecidedView(accepted));
      case Decided.Unknown _ -> Reply.problem(UNKNOWN);
      case Decided.TooLate _ -> Reply.problem(GONE);
      case Decided.NumberMissing _ -> Reply.problem(NUMBER_MISSING);
    };
  }

  private static Decision readDecision(Members body) {
    boolean approve =
        body.word("decision", Set.of("approve", "deny"))
            .orElseThrow(() -> body.wrong("decision", "it is missing; expected approve or deny"))
            .equals("approve");
    return new Decision(approve, body.optionalText("number", 8));
  }
}
