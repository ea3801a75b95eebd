package org.sallyport.encryption.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.client.Client;
import org.sallyport.encryption.client.ClientReport;
import org.sallyport.encryption.session.ClientSession;
import org.sallyport.encryption.session.Opened;
import org.sallyport.encryption.session.Proof;
import org.sallyport.encryption.session.SessionToken;
import org.sallyport.encryption.settings.ClientLimitSettings;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions of enrolled clients, and what they say of themselves. */
final class SessionApi {
  private static final Logger LOG = LoggerFactory.getLogger(SessionApi.class);
  private static final String SESSIONS = "/v1/sessions";
  private static final int MOST_KEYS = 64;

  private static final Problem REVOKED =
      new Problem(
          401, "revoked", "The client is revoked", "an administrator ended it; enrol it anew");
  private static final Problem UNKNOWN =
      new Problem(
          401, "unknown-client", "The client is not known", "it is not enrolled here; enrol it");
  private static final Problem DISABLED =
      new Problem(
          403,
          "disabled",
          "The person is disabled",
          "an administrator has to let the person in again; the client stays enrolled");

  private final Domain domain;
  private final ClientRate rate;

  SessionApi(Domain domain, ClientLimitSettings limits) {
    this.domain = domain;
    rate = new ClientRate("sessions", limits.sessionsPerMinute(), domain.clock());
  }

  /** Nothing has to be said to open a session. */
  record SessionBody() {}

  /**
   * A session.
   *
   * @param token for Authorization: Bearer
   */
  record SessionView(String token, Instant expires) {}

  /** How a client is: version, policy and the fingerprints of its keys. */
  record StateBody(
      String version, Optional<Long> policySerial, Optional<String> platform, List<String> keys) {}

  List<Route> routes() {
    return List.of(
        Route.post(SESSIONS, "openSession")
            .summary("Opens a session; signed with the device key under the client's id.")
            .tag("sessions")
            .open()
            .body(SessionBody.class)
            .answers(200, "It is open.", SessionView.class)
            .refuses(400, "The body is not as described.")
            .refuses(401, "The signature is not good, or the client is revoked.")
            .refuses(403, "The person is disabled.")
            .refuses(429, "More than one client needs; Retry-After says when to go on.")
            .refuses(503, "The server is locked, or its store does not work.")
            .handledBy(this::open),
        Route.post("/v1/state", "reportState")
            .summary("How the client is, for administrators to see.")
            .tag("sessions")
            .body(StateBody.class)
            .answers(204, "It is noted.")
            .refuses(400, "The body is not as described.")
            .refuses(401, "A session is needed.")
            .refuses(503, "The server is locked, or its store does not work.")
            .handledBy(this::state));
  }

  private Reply open(Request request) {
    request.json(_ -> new SessionBody());
    var now = domain.clock().instant();
    var id = request.header("Authorization").flatMap(SignedRequest::read).map(SignedRequest::id);
    var client = id.flatMap(each -> domain.store().read(in -> domain.clients().find(in, each)));
    if (id.isEmpty()) {
      return refused(request, "unsigned", ClientProblems.UNPROVEN);
    }
    if (client.isEmpty()) {
      return refused(request, "unknown", UNKNOWN);
    }
    var key = client.get().publicKey();
    return switch (Proof.of(request, id.get(), key, "POST", SESSIONS, now)) {
      case Proof.Unproven _ -> refused(request, "signature", ClientProblems.UNPROVEN);
      case Proof.Skewed _ -> refused(request, "clock", ClientProblems.clock(now));
      case Proof.Proven(var signed) -> open(request, client.get(), signed, now);
    };
  }

  private Reply open(Request request, Client client, SignedRequest signed, Instant now) {
    if (client.state() == Client.State.REVOKED) { // for good, so nothing need be written
      return refused(request, "revoked", REVOKED);
    }
    var tooFast = rate.refusal(client.id());
    if (tooFast.isPresent()) {
      return Reply.problem(tooFast.get());
    }
    return switch (domain.store().write(in -> domain.sessions().open(in, signed))) {
      case Opened.Open(SessionToken token) ->
          new Reply.Content(
              200,
              "application/json",
              Json.bytes(new SessionView(token.text(), token.expires())),
              Map.of("Date", ClientProblems.date(now)));
      case Opened.Repeated _ -> refused(request, "repeated", ClientProblems.UNPROVEN);
      case Opened.Revoked _ -> refused(request, "revoked", REVOKED);
      case Opened.Disabled _ -> refused(request, "disabled", DISABLED);
    };
  }

  private static Reply refused(Request request, String reason, Problem problem) {
    LOG.atInfo()
        .addKeyValue("from", request.remote().getHostAddress())
        .addKeyValue("reason", reason)
        .log("session-refused");
    return Reply.problem(problem);
  }

  private Reply state(Request request) {
    var report = request.json(SessionApi::report);
    var client = ClientSession.of(request.caller()).client();
    domain
        .store()
        .write(
            in -> {
              domain.clients().report(in, client, report);
              return client;
            });
    return Reply.empty();
  }

  static ClientReport report(Members body) {
    var serial = body.number("policySerial", 0, Long.MAX_VALUE);
    var keys = body.texts("keys", MOST_KEYS, 64);
    for (int i = 0; i < keys.size(); i++) {
      if (!keys.get(i).matches("[0-9A-Fa-f]{40,64}")) {
        throw body.wrong("keys", "expected fingerprints of 40 or 64 hexadecimal digits");
      }
    }
    return new ClientReport(
        body.text("version", 64),
        serial.map(OptionalLong::of).orElseGet(OptionalLong::empty),
        body.optionalText("platform", 64).orElse(""),
        keys);
  }
}
