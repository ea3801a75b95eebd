package org.sallyport.encryption.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.enrolment.CodeIssuer;
import org.sallyport.web.page.Html;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;
import org.sallyport.web.session.Principal;

/**
 * What all pages have in common: where they are, the way between them, and how they are written.
 */
final class Console {
  /** Before every path of a page; the dashboard has it alone. */
  static final String HOME = "/encryption";

  static final String TAG = "encryption console";

  private static final List<Tab> TABS =
      List.of(
          new Tab(HOME, "Dashboard", Route.SIGNED_IN),
          new Tab(HOME + "/consumers", "Consumers", Permission.READ),
          new Tab(HOME + "/machines", "Machines", Permission.READ),
          new Tab(HOME + "/enrolments", "Enrolments", Permission.READ),
          new Tab(HOME + "/letters", "Letters", Permission.READ),
          new Tab(HOME + "/groups", "Groups", Permission.READ),
          new Tab(HOME + "/policies", "Policies", Permission.READ),
          new Tab(HOME + "/mail-rules", "Mail rules", Permission.READ),
          new Tab(HOME + "/traces", "Mail traces", Permission.READ),
          new Tab(HOME + "/mail-queue", "Mail queue", Permission.READ),
          new Tab(HOME + "/keys", "Keys", Permission.READ),
          new Tab(HOME + "/logs", "Logs", Permission.READ),
          new Tab(HOME + "/download", "Download", Permission.READ),
          new Tab(HOME + "/trusted", "Trusted keys", Permission.READ),
          new Tab(HOME + "/administrators", "Administrators", Permission.READ),
          new Tab(HOME + "/organisation", "Organisation key", Permission.READ),
          new Tab(HOME + "/ignition", "Ignition", Permission.READ),
          new Tab(HOME + "/backups", "Backups", Permission.READ),
          new Tab(HOME + "/audit", "Audit", Permission.READ),
          new Tab(HOME + "/account", "My account", Permission.ACCOUNT));

  private final Templates templates = new Templates(Console.class);
  private final Supplier<List<String>> present;

  /**
   * A console.
   *
   * @param present the paths of the tabs that there are
   */
  Console(Supplier<List<String>> present) {
    this.present = present;
  }

  /** An entry of the way between pages. */
  record Tab(String path, String word, String permission) {}

  /** What {@code within.jte} shows. */
  record Within(List<Tab> tabs, String current, Html body) {}

  /**
   * A page with the way to the others.
   *
   * @param tab the path of the tab that it belongs to
   */
  Reply page(Request in, String title, String tab, Sheet sheet) {
    return page(in, 200, title, tab, sheet);
  }

  /** The same with another status. */
  Reply page(Request in, int status, String title, String tab, Sheet sheet) {
    var tabs =
        TABS.stream()
            .filter(each -> present.get().contains(each.path()))
            .filter(each -> may(in, each.permission()))
            .toList();
    var body = templates.render("sheet", sheet);
    var all = templates.render("within", new Within(tabs, tab, body));
    return new Reply.Shown(status, new Page(title, HOME, false, all));
  }

  /** Whether whoever asks may do that. */
  static boolean may(Request in, String permission) {
    return in.principal()
        .filter(who -> permission.equals(Route.SIGNED_IN) || who.may(permission))
        .isPresent();
  }

  /** A page that whoever may read may see. */
  static RouteBuilder reads(String path, String id) {
    return Route.page(path, id).tag(TAG).only(Permission.READ);
  }

  /** A form that needs a permission. */
  static RouteBuilder form(String path, String id, String permission) {
    return Route.form(path, id)
        .tag(TAG)
        .only(permission)
        .field("csrf", "The session's token.", "")
        .refuses(403, "Not allowed, or the form did not carry the session's token.");
  }

  /** Whoever asks, as one who makes codes. */
  static CodeIssuer issuer(Request in) {
    var name = in.principal().map(Principal::name).filter(text -> !text.isEmpty());
    return new CodeIssuer(in.actor(), name.orElse("An administrator"), may(in, Permission.KEYS));
  }

  /** Leaves a sentence for the page that comes next, and leads there. */
  static Reply said(Request in, String sentence, String path) {
    in.session().ifPresent(session -> session.say(sentence));
    return Reply.seeOther(path);
  }

  /** A page that says why something cannot be done. */
  static Reply cannot(String why) {
    return Reply.problem(new Problem(409, "impossible", "That cannot be done", why));
  }

  /** A page that says that something is not there. */
  static Reply gone(String kind, String name) {
    return Reply.problem(
        new Problem(404, "unknown", "Not found", "there is no " + kind + " " + name));
  }

  /** A field that must be there. */
  static String needed(Request in, String field) {
    return in.form(field).map(String::strip).orElse("");
  }

  /** A value of the query, empty where it is absent. */
  static Optional<String> query(Request in, String name) {
    return in.query(name).map(String::strip);
  }
}
