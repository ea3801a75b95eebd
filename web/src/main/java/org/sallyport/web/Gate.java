package org.sallyport.web;

import java.util.Locale;
import java.util.Optional;
import org.sallyport.web.route.Access;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Session;
import org.sallyport.web.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who gets in. Any thread. */
final class Gate {
  /** The name of the field that carries a form's CSRF token. */
  static final String CSRF = "csrf";

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String SCHEME = "bearer ";

  private volatile AccessToken token;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Guesses guesses;
  private final boolean openReading;

  Gate(
      AccessToken token,
      Sessions sessions,
      SessionCookie cookie,
      Guesses guesses,
      boolean openReading) {
    this.guesses = guesses;
    this.token = token;
    this.sessions = sessions;
    this.cookie = cookie;
    this.openReading = openReading;
  }

  /** What becomes of a request at the gate. */
  sealed interface Admission {
    /** In, with the session where there is one. */
    record In(Optional<Session> session) implements Admission {}

    /** Out. */
    record Out(Problem problem) implements Admission {}

    /** A page whose reader has to sign in before. */
    record SignInFirst() implements Admission {}
  }

  Admission admit(Route route, Request request) {
    var authorization = request.header("Authorization");
    if (authorization.isPresent()) {
      return byToken(authorization.get(), request);
    }
    if (route.forPeople() && !route.method().safe() && crossSite(request)) {
      return refuse(request, "cross-site", "the form was sent from another site");
    }
    var session = cookie.read(request.header("Cookie")).flatMap(sessions::use);
    return switch (route.access()) {
      case OPEN -> new Admission.In(session);
      case READ ->
          openReading || session.isPresent()
              ? new Admission.In(session)
              : stranger(route, "reading over the network needs the administrator's token");
      case CHANGE -> bySession(route, request, session);
    };
  }

  /** RFC 6750 section 2.1. A wrong token is refused even where none is needed. */
  private Admission byToken(String authorization, Request request) {
    boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    var candidate = bearer ? authorization.substring(SCHEME.length()).strip() : "";
    return switch (examine(candidate, request)) {
      case RIGHT -> new Admission.In(Optional.empty());
      case WRONG ->
          new Admission.Out(
              Problems.tokenNeeded(
                  "the Authorization header does not hold the administrator's token"));
      case TOO_OFTEN -> new Admission.Out(Problems.tooManyGuesses());
    };
  }

  /** What a token is found to be. */
  enum Examined {
    RIGHT,
    WRONG,
    /** Wrong, as too many before it from there; not logged any more. */
    TOO_OFTEN
  }

  /**
   * Looks at a token that somebody gave. The right one opens whoever was wrong before: a whole
   * machine, or a network behind one address, shares what is counted, and a stranger there must not
   * keep the administrator out. What keeps guessing hopeless is the token's length.
   */
  Examined examine(String candidate, Request request) {
    if (token.matches(candidate)) {
      return Examined.RIGHT;
    }
    if (!guesses.mayTry(request.remote())) {
      return Examined.TOO_OFTEN;
    }
    guesses.wrong(request.remote());
    LOG.warn("event=admin-token-refused client={}", request.remote().getHostAddress());
    return Examined.WRONG;
  }

  private Admission bySession(Route route, Request request, Optional<Session> session) {
    if (!route.forPeople() || session.isEmpty()) {
      return stranger(
          route, "whoever changes something sends Authorization: Bearer with the token");
    }
    if (!session.get().csrfMatches(request.form(CSRF).orElse(""))) {
      sessions.end(session.get());
      return refuse(
          request, CSRF, "the form did not carry this session's token; sign in once more");
    }
    return new Admission.In(session);
  }

  private static Admission stranger(Route route, String detail) {
    return route.forPeople() && route.access() != Access.OPEN
        ? new Admission.SignInFirst()
        : new Admission.Out(Problems.tokenNeeded(detail));
  }

  private static Admission refuse(Request request, String code, String detail) {
    LOG.warn("event=form-refused reason={} client={}", code, request.remote().getHostAddress());
    return new Admission.Out(Problems.forbidden(code, detail));
  }

  /** Fetch Metadata, section 2.3; a browser that sends none is held by SameSite and the token. */
  private static boolean crossSite(Request request) {
    var site = request.header("Sec-Fetch-Site").orElse("none");
    return !site.equals("same-origin") && !site.equals("none");
  }

  /** Another token; sessions that were made with the former one are over. */
  void replace(AccessToken other) {
    if (!token.sameAs(other)) {
      token = other;
      sessions.endAll();
    }
  }
}
