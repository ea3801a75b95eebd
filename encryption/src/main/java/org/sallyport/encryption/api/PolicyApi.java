package org.sallyport.encryption.api;

import java.util.List;
import java.util.Map;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.session.ClientSession;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The policy of whoever asks. */
final class PolicyApi {
  private final Domain domain;

  PolicyApi(Domain domain) {
    this.domain = domain;
  }

  /**
   * A policy.
   *
   * @param document JSON text, exactly as signed
   * @param signature armored and detached, by the organisation key over the document's UTF-8 octets
   */
  record PolicyView(String document, String signature) {}

  List<Route> routes() {
    return List.of(
        Route.get("/v1/policy", "policy")
            .summary("The policy of the client's person, signed by the organisation key.")
            .tag("policy")
            .tagged()
            .answers(200, "The policy.", PolicyView.class)
            .refuses(401, "There is no session.")
            .refuses(503, "The server is locked, or its store does not work.")
            .handledBy(this::policy));
  }

  /** The server itself answers 304 where the client has the tag already. */
  private Reply policy(Request request) {
    return domain
        .policyDocuments()
        .of(ClientSession.of(request.caller()).consumer())
        .<Reply>map(
            policy ->
                new Reply.Content(
                    200, "application/json", policy.body(), Map.of("ETag", policy.tag())))
        .orElseGet(() -> Reply.problem(GONE));
  }

  private static final Problem GONE =
      new Problem(
          401,
          "session",
          "A session is needed",
          "the person of this session is not known any more");
}
