package org.sallyport.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.web.page.Layout;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Feed;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

/** A server with one route of each kind. */
final class Example implements AutoCloseable {
  static final String TOKEN = "correct-horse-battery-staple-four";
  static final String BEARER = "Authorization: Bearer " + TOKEN;

  /** What was asked to change, by whom. */
  final List<String> changes = new CopyOnWriteArrayList<>();

  final List<Consumer<Feed.Event>> sinks = new CopyOnWriteArrayList<>();
  final WebServer server;
  final Client client;

  private Example(String host, UnaryOperator<WebServerBuilder> more) throws IOException {
    var builder =
        WebServer.builder(
                new HostPort(host, 0),
                AccessToken.of(Secret.ofText(TOKEN)),
                new Shell("Example", "node1", List.of(new Shell.Link("/", "Start")), "/stream"))
            .routes(routes());
    server = more.apply(builder).build();
    server.start();
    client = new Client(server.port());
  }

  static Example start() throws IOException {
    return start(builder -> builder);
  }

  static Example start(UnaryOperator<WebServerBuilder> more) throws IOException {
    return new Example("127.0.0.1", more);
  }

  static Example on(String host, UnaryOperator<WebServerBuilder> more) throws IOException {
    return new Example(host, more);
  }

  /** What is counted. */
  record Count(String name, int count) {}

  private List<Route> routes() {
    return List.of(
        Route.get("/counts/{name}", "count")
            .summary("A count.")
            .tag("counts")
            .path("name", "Its name.", "apples")
            .query("add", "More.", "1")
            .answers(200, "The count.", Count.class)
            .refuses(404, "No such count.")
            .handledBy(
                request ->
                    request.path("name").equals("apples")
                        ? Reply.json(new Count("apples", 3))
                        : Reply.problem(
                            Problems.unknown("count", request.path("name"), List.of("apples")))),
        Route.post("/counts", "setCount")
            .summary("Sets a count.")
            .tag("counts")
            .body(Count.class)
            .answers(204, "Set.")
            .handledBy(
                request -> {
                  changes.add(request.actor() + " " + request.json(Count.class));
                  return Reply.empty();
                }),
        Route.page("/", "start")
            .summary("The start page.")
            .tag("pages")
            .handledBy(
                _ ->
                    Reply.page(
                        new Page(
                            "Start",
                            "/",
                            true,
                            Layout.failure(200, "", "<script>alert(1)</script>").body()))),
        Route.form("/change", "change")
            .summary("Changes something.")
            .tag("pages")
            .field("to", "The new value.", "x")
            .handledBy(
                request -> {
                  changes.add(request.actor() + " to " + request.form("to").orElse("nothing"));
                  request.session().ifPresent(session -> session.say("Changed <b>it</b>."));
                  return Reply.seeOther("/");
                }),
        Route.get("/ledger", "ledger")
            .summary("For those who may.")
            .tag("ledger")
            .only("audit")
            .answers(200, "Who asked.", "text/plain")
            .handledBy(in -> Reply.text("text/plain", in.actor())),
        Route.page("/keys", "keys")
            .summary("A page for those who may.")
            .tag("ledger")
            .only("keys")
            .handledBy(
                in ->
                    Reply.page(
                        new Page(
                            "Keys",
                            "/keys",
                            false,
                            Layout.failure(200, "", "form " + in.csrf("keys").isPresent())
                                .body()))),
        Route.form("/keys/revoke", "revoke")
            .summary("Done by those who may.")
            .tag("ledger")
            .only("keys")
            .handledBy(
                in -> {
                  changes.add("revoked by " + in.actor());
                  return Reply.seeOther("/keys");
                }),
        Route.get("/broken", "broken")
            .summary("Fails.")
            .tag("counts")
            .answers(200, "Never.", "text/plain")
            .handledBy(
                _ -> {
                  throw new IllegalStateException("secret detail");
                }),
        Route.get("/stream", "stream")
            .summary("Events.")
            .tag("events")
            .answers(200, "Events.", "text/event-stream")
            .handledBy(
                _ ->
                    Reply.events(
                        sink -> {
                          sinks.add(sink);
                          sink.accept(new Feed.Event("1", "event", Map.of("first", true)));
                          return () -> sinks.remove(sink);
                        })));
  }

  @Override
  public void close() {
    server.close();
  }
}
