package org.sallyport.director.admin.dashboard;

import java.time.InstantSource;
import java.util.List;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.pool.AdminOutcome;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Services and pools, and the buttons of members. */
final class OverviewPage {
  private final DirectorControl control;
  private final TrafficHistory history;
  private final Templates templates;
  private final InstantSource clock;

  OverviewPage(
      DirectorControl control, TrafficHistory history, Templates templates, InstantSource clock) {
    this.control = control;
    this.history = history;
    this.templates = templates;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.page("/", "overviewPage")
            .summary("Services, pools and members.")
            .tag(Dashboard.TAG)
            .handledBy(this::show),
        Route.form("/pools/{pool}/{member}/{verb}", "memberForm")
            .summary("Drains, resumes, maintains or switches to a member.")
            .tag(Dashboard.TAG)
            .path("pool", "The pool's name.", "encryption")
            .path("member", "The member's name.", "keys1")
            .path("verb", "drain, resume, maintenance or switch.", "drain")
            .field("csrf", "The session's token.", "")
            .refuses(403, "The form did not carry the session's token; the session is over.")
            .refuses(404, "There is no such verb.")
            .handledBy(this::command));
  }

  private Reply show(Request request) {
    var model =
        Overview.of(
            control.view(), control.readiness(), history, clock.instant(), request.csrf(""));
    return Reply.page(new Page("Overview", "/", true, templates.render("overview", model)));
  }

  private Reply command(Request request) {
    var pool = request.path("pool");
    var member = request.path("member");
    var actor = request.actor();
    AdminOutcome outcome;
    switch (request.path("verb")) {
      case "drain" -> outcome = control.drain(pool, member, actor);
      case "resume" -> outcome = control.resume(pool, member, actor);
      case "maintenance" -> outcome = control.maintenance(pool, member, actor);
      case "switch" -> outcome = control.switchTo(pool, member, actor);
      default -> {
        return Reply.problem(
            Problems.unknown(
                "verb", request.path("verb"), List.of("drain", "resume", "maintenance", "switch")));
      }
    }
    var said =
        switch (outcome) {
          case AdminOutcome.Done done -> done.text();
          case AdminOutcome.Refused refused -> "Nothing was changed: " + refused.text();
        };
    request.session().ifPresent(session -> session.say(said));
    return Reply.seeOther("/");
  }
}
