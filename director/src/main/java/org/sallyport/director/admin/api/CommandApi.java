package org.sallyport.director.admin.api;

import java.util.List;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.pool.AdminOutcome;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** What administrators do. */
final class CommandApi {
  private static final String TAG = "commands";
  private static final String MEMBER = "/api/v1/pools/{pool}/members/{member}";

  private final DirectorControl control;

  CommandApi(DirectorControl control) {
    this.control = control;
  }

  /** What was done, a sentence. */
  record Done(String text) {}

  /** The member that shall take new sessions. */
  record Switch(String member) {}

  /** A command on a member. */
  @FunctionalInterface
  private interface Command {
    AdminOutcome give(String pool, String member, String actor);
  }

  List<Route> routes() {
    return List.of(
        member("drain", "The member keeps its sessions and takes no new ones.", control::drain),
        member("resume", "The member takes sessions as its health allows.", control::resume),
        member(
            "maintenance",
            "The member takes nothing; its sessions are asked to leave.",
            control::maintenance),
        outcome(
                Route.post("/api/v1/pools/{pool}/switch", "switch")
                    .summary("New sessions of a failover pool go to another member.")
                    .tag(TAG)
                    .path("pool", "The pool's name.", "encryption")
                    .body(Switch.class))
            .handledBy(this::switchTo));
  }

  private Route member(String verb, String summary, Command command) {
    return outcome(
            Route.post(MEMBER + "/" + verb, verb)
                .summary(summary)
                .tag(TAG)
                .path("pool", "The pool's name.", "encryption")
                .path("member", "The member's name.", "keys1"))
        .handledBy(request -> give(command, request.path("pool"), request.path("member"), request));
  }

  private static RouteBuilder outcome(RouteBuilder route) {
    return route
        .answers(200, "Done, or it was so already.", Done.class)
        .refuses(404, "No pool or member has that name.")
        .refuses(409, "The present state does not allow it; nothing was changed.");
  }

  private Reply switchTo(Request request) {
    var to = request.json(Switch.class).member();
    return give(control::switchTo, request.path("pool"), to, request);
  }

  private Reply give(Command command, String pool, String member, Request request) {
    return Found.member(
        control,
        pool,
        member,
        _ ->
            switch (command.give(pool, member, request.actor())) {
              case AdminOutcome.Done done -> Reply.json(new Done(done.text()));
              case AdminOutcome.Refused refused -> Reply.problem(Problems.conflict(refused.text()));
            });
  }
}
