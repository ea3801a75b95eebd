package org.sallyport.web;

import java.util.List;
import java.util.Map;
import org.sallyport.kernel.Secret;
import org.sallyport.web.page.Layout;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Principal;
import org.sallyport.web.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that make and end a session. */
final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
  private static final String TAG = "session";

  private final Gate gate;
  private final Sessions sessions;
  private final SessionCookie cookie;

  SignIn(Gate gate, Sessions sessions, SessionCookie cookie) {
    this.gate = gate;
    this.sessions = sessions;
    this.cookie = cookie;
  }

  List<Route> routes() {
    return List.of(
        Route.page("/sign-in", "signInPage")
            .summary("The form that takes the administrator's token.")
            .tag(TAG)
            .open()
            .query("then", "The path to go on to.", "/")
            .handledBy(
                request ->
                    Reply.page(
                        Layout.signIn(
                            then(request.query("then").orElse("")), gate.hasAccounts(), ""))),
        Route.form("/sign-in", "signIn")
            .summary("Opens a session.")
            .tag(TAG)
            .open()
            .field("name", "An administrator's name.", "")
            .field("password", "Its password.", "")
            .field("code", "The code of its second factor.", "")
            .field("token", "Instead of all these: the node's own token.", "")
            .field("then", "The path to go on to.", "/")
            .refuses(401, "Name, password, code or token is wrong.")
            .refuses(429, "Too many were wrong before.")
            .handledBy(this::open),
        Route.form("/sign-out", "signOut")
            .summary("Ends the session.")
            .tag(TAG)
            .only(Route.SIGNED_IN)
            .field(Gate.CSRF, "The session's token.", "")
            .refuses(403, "The form did not carry the session's token; the session is over.")
            .handledBy(this::close));
  }

  private Reply open(Request request) {
    var then = then(request.form("then").orElse(""));
    var token = request.form("token");
    var found =
        token.isPresent() || !gate.hasAccounts()
            ? gate.examine(token.orElse("").strip(), request)
            : byName(request);
    return switch (found) {
      case Gate.Examined.Right(var principal) -> signedIn(request, principal, then);
      case Gate.Examined.Wrong _ ->
          new Reply.Shown(
              401,
              Layout.signIn(
                  then,
                  gate.hasAccounts(),
                  token.isPresent() || !gate.hasAccounts()
                      ? "That is not the token."
                      : "Name, password or code is wrong."));
      case Gate.Examined.TooOften(var problem) -> Reply.problem(problem);
    };
  }

  private Gate.Examined byName(Request request) {
    try (var password = Secret.ofText(request.form("password").orElse(""))) {
      return gate.examine(
          request.form("name").orElse("").strip(),
          password,
          request.form("code").orElse("").replace(" ", ""),
          request);
    }
  }

  private Reply signedIn(Request request, Principal principal, String then) {
    request.session().ifPresent(sessions::end);
    var session = sessions.open(principal);
    LOG.info(
        "event=sign-in administrator={} client={}",
        principal.ofToken() ? "(token)" : principal.name(),
        request.remote().getHostAddress());
    return new Reply.SeeOther(then, Map.of("Set-Cookie", cookie.set(session.id())));
  }

  private Reply close(Request request) {
    request.session().ifPresent(sessions::end);
    return new Reply.SeeOther("/", Map.of("Set-Cookie", cookie.clear()));
  }

  /** A path of this server, never an address elsewhere. */
  static String then(String candidate) {
    boolean ours =
        candidate.startsWith("/")
            && !candidate.startsWith("//")
            && candidate.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '\\');
    return ours ? candidate : "/";
  }
}
