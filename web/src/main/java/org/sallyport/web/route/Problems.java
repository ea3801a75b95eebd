package org.sallyport.web.route;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.sallyport.web.json.JsonRefused;

/** The problems that every interface has. */
public final class Problems {
  private Problems() {}

  /** 400: the request is not what the route takes. */
  public static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", "The request cannot be understood", detail);
  }

  /** 400: a parameter is absent or has no meaning. */
  public static Problem badParameter(String name, String expected) {
    return new Problem(
            400, "bad-parameter", "A parameter is missing or wrong", name + ": " + expected)
        .with("parameter", name);
  }

  /** 400: the body is not the JSON that the route takes; the problem names the member. */
  public static Problem badBody(JsonRefused refused) {
    if (refused.pointer().isEmpty()) {
      return new Problem(
          400, "bad-json", "The body is not the JSON that is taken", refused.expected());
    }
    var pointer = refused.pointer().get();
    var place = pointer.isEmpty() ? "the body" : pointer;
    return new Problem(
            400,
            "bad-member",
            "A member of the body is missing or wrong",
            place + ": " + refused.expected())
        .with("member", pointer);
  }

  /** 401: neither token nor session (RFC 6750 section 3). */
  public static Problem tokenNeeded(String detail) {
    return new Problem(401, "token-needed", "The administrator's token is needed", detail)
        .withHeader("WWW-Authenticate", "Bearer realm=\"sallyport\"");
  }

  /** 429: a wrong token, as too many before it from there. */
  public static Problem tooManyGuesses() {
    return new Problem(
            429,
            "too-many-guesses",
            "Too many wrong tokens",
            "wait a second; the right token is taken at any time")
        .withHeader("Retry-After", "1");
  }

  /** 429: too many wrong passwords or codes for an account or from an address. */
  public static Problem locked(Duration wait) {
    long minutes = Math.max(1, wait.plusSeconds(59).toMinutes());
    return new Problem(
            429,
            "sign-in-locked",
            "Too many wrong passwords or codes",
            "sign-in with that name is closed for about "
                + minutes
                + (minutes == 1 ? " minute" : " minutes")
                + "; the node's own token is taken at any time")
        .withHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
  }

  /** 429: so many sign in at this moment that nothing was looked at. */
  public static Problem busy(Duration wait) {
    return new Problem(
            429,
            "sign-in-busy",
            "Too many sign in at this moment",
            "nothing was looked at, and it counts as no wrong password; try again in a few seconds")
        .withHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
  }

  /** 403: known, but not from there or not like that. */
  public static Problem forbidden(String code, String detail) {
    return new Problem(403, code, "Not allowed", detail);
  }

  /** 403: known, but the role does not allow it. */
  public static Problem notAllowed(String name, String permission) {
    var needed = permission.isEmpty() ? "full access" : "the permission " + permission;
    return forbidden(
            "permission",
            name
                + " may not do that: it needs "
                + needed
                + ". An administrator with full access can give it.")
        .with("permission", permission.isEmpty() ? "full" : permission);
  }

  /** 404 for a path that no route has. */
  public static Problem noSuchPath(String path) {
    return new Problem(
        404, "no-such-path", "Nothing is here", "nothing answers at " + path + " on this server");
  }

  /**
   * 404 for a name that is not known.
   *
   * @param kind what was looked for, such as {@code member}
   * @param known the names that exist; the most alike are suggested
   */
  public static Problem unknown(String kind, String name, Collection<String> known) {
    var nearest = NearestNames.of(name, known);
    var detail = "there is no " + kind + " named " + name + hint(nearest, known);
    var problem = new Problem(404, "unknown-" + kind, "The " + kind + " is not known", detail);
    return nearest.isEmpty() ? problem : problem.with("nearest", nearest);
  }

  private static String hint(List<String> nearest, Collection<String> known) {
    if (!nearest.isEmpty()) {
      return "; did you mean " + String.join(" or ", nearest) + "?";
    }
    return known.isEmpty() || known.size() > 10 ? "" : "; there are " + String.join(", ", known);
  }

  /** 405 (RFC 9110 section 15.5.6). */
  public static Problem methodNotAllowed(String detail) {
    return new Problem(405, "method-not-allowed", "The method is not allowed here", detail);
  }

  /** 409: the present state stands against it. */
  public static Problem conflict(String detail) {
    return new Problem(409, "conflict", "The present state does not allow this", detail);
  }

  /** 412: the condition does not hold (RFC 9110 section 15.5.13). */
  public static Problem changedMeanwhile(String detail) {
    return new Problem(412, "changed-meanwhile", "It has changed meanwhile", detail);
  }

  /** 413. */
  public static Problem tooLarge(int limit) {
    return new Problem(
        413, "body-too-large", "The body is too large", "at most " + limit + " bytes are taken");
  }

  /** 422: understood, but it cannot be done. */
  public static Problem unprocessable(String code, String title, String detail) {
    return new Problem(422, code, title, detail);
  }

  /** 500: our fault. The reader gets a reference into the log and nothing else. */
  public static Problem internal(String reference) {
    return new Problem(
            500,
            "internal-error",
            "Something is broken here",
            "the log says more under reference " + reference)
        .with("reference", reference);
  }
}
