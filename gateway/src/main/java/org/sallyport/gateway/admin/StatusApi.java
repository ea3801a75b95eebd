package org.sallyport.gateway.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sallyport.gateway.continuity.ContinuityView;
import org.sallyport.gateway.radius.ServerView;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

/** The gateway's state for programs. User names and decisions stay on the page and in the log. */
final class StatusApi {
  private final Supplier<GatewayView> view;

  StatusApi(Supplier<GatewayView> view) {
    this.view = view;
  }

  /** What is answered. */
  record Status(
      List<Server> servers,
      List<Directory> directories,
      List<Authority> authority,
      Optional<ContinuityView> continuity) {}

  /** A validation server. */
  record Server(
      String name,
      String mode,
      List<String> listening,
      int inHand,
      Map<String, Long> refused,
      List<ServerView.ClientView> clients) {
    static Server of(ServerView view) {
      var refused = new TreeMap<String, Long>();
      view.refused().forEach((cause, count) -> refused.put(cause.word(), count));
      return new Server(
          view.name(),
          Text.word(view.settings().mode()),
          view.listening(),
          view.inHand(),
          refused,
          view.clients());
    }
  }

  /** A directory server. */
  record Directory(
      String store, String url, boolean alive, Optional<String> cause, Optional<Instant> since) {}

  /** An address of the authority. */
  record Authority(
      String address,
      boolean alive,
      Optional<String> cause,
      Optional<String> detail,
      Optional<Instant> certificateValidUntil) {}

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/gateway/status", "getGatewayStatus")
            .summary("Validation servers, directories, the authority and continuity.")
            .tag(GatewayPart.TAG)
            .answers(200, "The gateway at this moment.", Status.class)
            .handledBy(_ -> Reply.json(status(view.get()))));
  }

  private static Status status(GatewayView view) {
    return new Status(
        view.servers().stream().map(Server::of).toList(),
        view.stores().stream()
            .map(
                one -> new Directory(one.store(), one.url(), one.alive(), one.cause(), one.since()))
            .toList(),
        view.authority().stream()
            .map(
                one ->
                    new Authority(
                        one.address(),
                        one.alive(),
                        one.reason().map(Text::word),
                        one.detail(),
                        one.validUntil()))
            .toList(),
        view.continuity().map(ContinuityView::of));
  }
}
