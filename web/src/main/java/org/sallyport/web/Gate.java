package org.sallyport.web;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Access;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Accounts;
import org.sallyport.web.session.Principal;
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
  private final Optional<Accounts> accounts;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Guesses guesses;
  private final boolean openReading;

  Gate(
      AccessToken token,
      Optional<Accounts> accounts,
      Sessions sessions,
      SessionCookie cookie,
      Guesses guesses,
      boolean openReading) {
    this.token = token;
    this.accounts = accounts;
    this.sessions = sessions;
    this.cookie = cookie;
    this.guesses = guesses;
    this.openReading = openReading;
  }

  /** What becomes of a request at the gate. */
  sealed interface Admission {
    /** In, with the session and who it is, where there is one. */
    record In(Optional<Session> session, Optional<Principal> principal) implements Admission {}

    /** Out; the session, where it goes on. */
    record Out(Problem problem, Optional<Session> session) implements Admission {
      Out(Problem problem) {
        this(problem, Optional.empty());
      }
    }

    /** A page whose reader has to sign in before. */
    record SignInFirst() implements Admission {}
  }

  Admission admit(Route route, Request request) {
    var authorization = request.header("Authorization");
    if (authorization.isPresent()) {
      return byToken(route, authorization.get(), request);
    }
    if (route.forPeople() && !route.method().safe() && crossSite(request)) {
      return refuse(request, "cross-site", "the form was sent from another site");
    }
    var session = cookie.read(request.header("Cookie")).flatMap(sessions::use);
    var principal = session.flatMap(this::now);
    if (principal.isEmpty()) {
      return stranger(route);
    }
    return switch (route.access()) {
      case OPEN -> new Admission.In(session, principal);
      case READ -> allowed(route, session, principal.get());
      case CHANGE -> bySession(route, request, session.get(), principal.get());
    };
  }

  /** What a session's administrator may now; a session that shall end, ends. */
  private Optional<Principal> now(Session session) {
    var principal = session.principal();
    if (principal.ofToken()) {
      return Optional.of(principal);
    }
    var now = accounts.flatMap(all -> all.now(principal));
    if (now.isEmpty()) {
      sessions.end(session);
    }
    return now;
  }

  /** RFC 6750 section 2.1. A wrong token is refused even where none is needed. */
  private Admission byToken(Route route, String authorization, Request request) {
    boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    var candidate = bearer ? authorization.substring(SCHEME.length()).strip() : "";
    return switch (examine(candidate, request)) {
      case Examined.Right(var principal) when route.access() == Access.OPEN ->
          new Admission.In(Optional.empty(), Optional.of(principal));
      case Examined.Right(var principal) -> allowed(route, Optional.empty(), principal);
      case Examined.Wrong _ ->
          new Admission.Out(
              Problems.tokenNeeded(
                  "the Authorization header does not hold the administrator's token"));
      case Examined.TooOften _ -> new Admission.Out(Problems.tooManyGuesses());
    };
  }

  /** What somebody who wants in is found to be. */
  sealed interface Examined {
    /** Known. */
    record Right(Principal principal) implements Examined {}

    /** Not known. */
    record Wrong() implements Examined {}

    /**
     * Wrong, as too many before it.
     *
     * @param problem what to tell
     */
    record TooOften(Problem problem) implements Examined {}
  }

  /**
   * Looks at a token that somebody gave. The right one opens whoever was wrong before: a whole
   * machine, or a network behind one address, shares what is counted, and a stranger there must not
   * keep the administrator out. What keeps guessing hopeless is the token's length.
   */
  Examined examine(String candidate, Request request) {
    var holder = holder(candidate);
    if (holder != null) {
      return new Examined.Right(holder);
    }
    if (!guesses.mayTry(request.remote())) {
      return new Examined.TooOften(Problems.tooManyGuesses());
    }
    guesses.wrong(request.remote());
    LOG.warn("event=admin-token-refused client={}", request.remote().getHostAddress());
    return new Examined.Wrong();
  }

  private @Nullable Principal holder(String candidate) {
    return token.matches(candidate)
        ? Principal.TOKEN
        : accounts.flatMap(all -> all.holder(candidate)).orElse(null);
  }

  /**
   * Looks at a name with password and code. A password can be guessed and costs much to look at, so
   * that one address has few at a time; what is counted here keeps out nobody who has the node's
   * token.
   */
  Examined examine(String name, Secret password, String code, Request request) {
    if (accounts.isEmpty()) {
      return new Examined.Wrong();
    }
    if (!guesses.mayTry(request.remote())) {
      return new Examined.TooOften(Problems.tooManyGuesses());
    }
    return switch (accounts.get().signIn(name, password, code, request.remote())) {
      case Accounts.SignedIn.In(var principal) -> new Examined.Right(principal);
      case Accounts.SignedIn.Refused _ -> {
        guesses.wrong(request.remote());
        LOG.warn("event=sign-in-refused client={}", request.remote().getHostAddress());
        yield new Examined.Wrong();
      }
      case Accounts.SignedIn.Busy(var time) -> new Examined.TooOften(Problems.busy(time));
      case Accounts.SignedIn.Locked(var time) -> {
        guesses.wrong(request.remote());
        yield new Examined.TooOften(Problems.locked(time));
      }
    };
  }

  /** Whether there is anybody to sign in beside the node's token. */
  boolean hasAccounts() {
    return accounts.isPresent();
  }

  private Admission bySession(Route route, Request request, Session session, Principal principal) {
    if (!route.forPeople()) {
      return stranger(route);
    }
    if (!session.csrfMatches(request.form(CSRF).orElse(""))) {
      sessions.end(session);
      return refuse(
          request, CSRF, "the form did not carry this session's token; sign in once more");
    }
    return allowed(route, Optional.of(session), principal);
  }

  private static Admission allowed(Route route, Optional<Session> session, Principal principal) {
    boolean readsWhatAllMay = route.access() == Access.READ && route.role().isEmpty();
    if (readsWhatAllMay || route.role().equals(Route.SIGNED_IN) || principal.may(route.role())) {
      return new Admission.In(session, Optional.of(principal));
    }
    LOG.warn(
        "event=permission-refused administrator={} operation={}", principal.name(), route.id());
    return new Admission.Out(Problems.notAllowed(principal.name(), route.role()), session);
  }

  private Admission stranger(Route route) {
    boolean in =
        switch (route.access()) {
          case OPEN -> true;
          case READ -> openReading && route.role().isEmpty();
          case CHANGE -> false;
        };
    if (in) {
      return new Admission.In(Optional.empty(), Optional.empty());
    }
    return route.forPeople()
        ? new Admission.SignInFirst()
        : new Admission.Out(
            Problems.tokenNeeded(
                route.access() == Access.READ
                    ? "reading this needs the administrator's token"
                    : "whoever changes something sends Authorization: Bearer with the token"));
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
      sessions.endThoseOfToken();
    }
  }
}
