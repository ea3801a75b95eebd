package org.sallyport.encryption.admin;

import java.util.List;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.web.route.Access;
import org.sallyport.web.route.Handler;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/**
 * Lets nobody change administrators, ignition passphrases and the organisation key with an
 * administrator's API token: one that was stolen would make what outlives it. A session was opened
 * with a second factor, and the node's own token lies on the node, where whoever reads it has the
 * store as well.
 */
final class PersonNeeded {
  private static final Problem SESSION_NEEDED =
      Problems.forbidden(
          "session-needed",
          "this needs a person who has signed in on the console, or the node's own token;"
              + " an administrator's API token does not do");

  private PersonNeeded() {}

  static List<Route> all(List<Route> routes) {
    return routes.stream()
        .map(
            route ->
                route.access() == Access.CHANGE && route.role().equals(Permission.ADMINISTRATORS)
                    ? route.handledBy(held(route.handler()))
                    : route)
        .toList();
  }

  private static Handler held(Handler handler) {
    return in -> isApiToken(in) ? Reply.problem(SESSION_NEEDED) : handler.handle(in);
  }

  private static boolean isApiToken(Request in) {
    return in.session().isEmpty() && in.principal().filter(who -> !who.ofToken()).isPresent();
  }
}
