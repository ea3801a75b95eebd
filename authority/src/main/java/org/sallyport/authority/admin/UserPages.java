package org.sallyport.authority.admin;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.authority.Domain;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** All pages. */
final class UserPages {
  static final String TAG = "users";

  private UserPages() {}

  static List<Route> routes(
      Domain domain, Decisions decisions, Tenants tenants, InstantSource clock) {
    var templates = new Templates(UserPages.class);
    var all = new ArrayList<Route>();
    var user = new UserPage(domain, decisions, clock, templates);
    all.addAll(new UserListPage(domain, tenants, clock, templates).routes());
    all.add(user.route());
    all.addAll(new UserForms(domain).routes());
    all.addAll(new ShownOnce(domain, tenants, templates).routes());
    return all;
  }

  /** A form about a user. */
  static RouteBuilder form(String path, String id) {
    return Route.form(path, id)
        .tag(TAG)
        .field("csrf", "The session's token.", "")
        .field("tenant", "The user's tenant.", "example")
        .field("id", "The user's name.", "anna")
        .refuses(400, "The form does not name a user.")
        .refuses(403, "The form did not carry the session's token; the session is over.");
  }

  /** Leaves a sentence for the page that comes next. */
  static void say(Request in, String sentence) {
    in.session().ifPresent(session -> session.say(sentence));
  }
}
