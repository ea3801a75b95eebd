package org.sallyport.encryption.admin;

import org.sallyport.encryption.administrator.Permission;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** What all operations for administrators' programs have in common. */
final class Api {
  /** Before every path. */
  static final String ROOT = "/api/v1/encryption";

  private static final String TAG = "encryption";

  private Api() {}

  /** A reading operation. */
  static RouteBuilder reads(String path, String id) {
    return common(Route.get(ROOT + path, id), Permission.READ);
  }

  /** A reading operation that is not for everybody who reads. */
  static RouteBuilder reads(String path, String id, String permission) {
    return common(Route.get(ROOT + path, id), permission);
  }

  /** A changing operation that needs a permission. */
  static RouteBuilder posts(String path, String id, String permission) {
    return common(Route.post(ROOT + path, id), permission)
        .refuses(400, "The body is not as described.");
  }

  /** A removing operation that needs a permission. */
  static RouteBuilder deletes(String path, String id, String permission) {
    return common(Route.delete(ROOT + path, id), permission);
  }

  private static RouteBuilder common(RouteBuilder route, String permission) {
    return route.tag(TAG).only(permission).refuses(403, "The role does not allow it.");
  }

  /** How many the caller wants. */
  static int limit(Request in, int usual, int most) {
    var text = in.query("limit").orElse(Integer.toString(usual));
    int limit = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > most) {
      throw new RequestRefused(Problems.badParameter("limit", "expected 1 to " + most));
    }
    return limit;
  }

  /** 404. */
  static Reply unknown(String kind, String name) {
    return Reply.problem(
        new Problem(
            404,
            "unknown-" + kind,
            "The " + kind + " is not known",
            "there is no " + kind + " " + name));
  }

  /** 422. */
  static Reply unfit(String code, String detail) {
    return Reply.problem(Problems.unprocessable(code, "That cannot be done", detail));
  }
}
