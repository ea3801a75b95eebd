package org.sallyport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.EntityTag;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

class ApiServerTest {
  private final TestPki pki = TestPki.shared();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Issued known = pki.client("gateway1");
  @TempDir private Path folder;
  private ApiServer server;

  record Note(String text, int version) {}

  record Told(String caller, String path) {}

  @BeforeEach
  void start() throws IOException {
    show(pki.server("localhost", "127.0.0.1"));
    pki.writeTrust(folder);
    server =
        ApiServer.builder(
                new HostPort("127.0.0.1", 0),
                List.of(new ServerCertificate(folder.resolve("server.pem"), this::key)),
                ApiServerTest::admit)
            .clientTrust(folder.resolve("trust.pem"))
            .limits(new WebLimits(1024, 4096, 100, 1, Duration.ofSeconds(20)))
            .routes(routes())
            .build();
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.close();
  }

  private void show(Issued certificate) throws IOException {
    TestPki.write(folder, "server", certificate);
  }

  private Secret key() {
    try {
      return Secret.copyOf(Files.readAllBytes(folder.resolve("server.key")));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ApiGate.Entry admit(Route route, Arrival arrival) {
    var subject = arrival.certificate().orElseThrow().getSubjectX500Principal().getName();
    return subject.contains("CN=gateway")
        ? new ApiGate.Entry.In(new Caller("example", subject, route.role()))
        : new ApiGate.Entry.Out(Problems.forbidden("unknown-client", "not a client of ours"));
  }

  private List<Route> routes() {
    return List.of(
        Route.get("/told/{path}", "told")
            .summary("Tells who asks.")
            .tag("tests")
            .path("path", "Anything.", "x")
            .answers(200, "Told.", Told.class)
            .handledBy(in -> Reply.json(new Told(in.actor(), in.path("path")))),
        Route.get("/note", "note")
            .summary("A note.")
            .tag("tests")
            .tagged()
            .answers(200, "The note.", Note.class)
            .handledBy(_ -> note(7)),
        Route.patch("/note", "change")
            .summary("Changes the note.")
            .tag("tests")
            .only("editor")
            .guarded()
            .once()
            .body(Note.class)
            .answers(200, "Changed.", Note.class)
            .handledBy(ApiServerTest::change),
        Route.get("/slow", "slow")
            .summary("Waits.")
            .tag("tests")
            .answers(204, "Waited.")
            .handledBy(_ -> awaitRelease()),
        Route.get("/broken", "broken")
            .summary("Fails.")
            .tag("tests")
            .answers(204, "Never.")
            .handledBy(
                _ -> {
                  throw new IllegalStateException("secret detail");
                }));
  }

  private static Reply note(int version) {
    return new Reply.Content(
        200,
        "application/json",
        Json.bytes(new Note("text", version)),
        Map.of("ETag", EntityTag.of(version)));
  }

  private static Reply change(Request in) {
    var expected = EntityTag.expectedVersion(in);
    if (expected.isPresent() && expected.get() != 7) {
      return Reply.problem(Problems.changedMeanwhile("it is version 7 now"));
    }
    var text = in.json(members -> members.text("text", 20));
    return Reply.json(new Note(text + in.once().map(once -> "," + once.key()).orElse(""), 8));
  }

  private Reply awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Reply.empty();
  }

  private HttpClient client(Issued certificate) {
    return HttpClient.newBuilder().sslContext(pki.clientContext(certificate)).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var client = client(known)) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> patch(String body, String... headers) throws Exception {
    var request = request("/note").method("PATCH", BodyPublishers.ofString(body));
    request.header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var client = client(known)) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  @Test
  void a_client_is_known_by_its_certificate() throws Exception {
    var answer = get("/told/a%2Fb%5Cc");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"caller\":\"CN=gateway1\",\"path\":\"a/b\\\\c\"}");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  /** Sends its body some time after the head, as slow networks do. */
  private static BodyPublisher late(String body, int after) {
    return BodyPublishers.fromPublisher(
        subscriber -> {
          var inner = BodyPublishers.ofString(body);
          CompletableFuture.delayedExecutor(after, TimeUnit.MILLISECONDS)
              .execute(() -> inner.subscribe(subscriber));
        },
        body.length());
  }

  @Test
  void a_refusal_reaches_a_client_that_still_sends_its_body() throws Exception {
    try (var stranger = client(pki.client("stranger"))) {
      stranger.send(request("/note").build(), BodyHandlers.ofString()); // one connection for all
      var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 400; i++) {
        var sent = request("/note").method("PATCH", late("x".repeat(900), i % 20));
        answers.add(stranger.sendAsync(sent.build(), BodyHandlers.ofString()));
      }
      for (var answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(403);
        assertThat(answer.get().body()).contains("unknown-client");
      }
    }
  }

  @Test
  void http_2_and_1_1_are_spoken_over_tls() throws Exception {
    assertThat(get("/note").version()).isEqualTo(HttpClient.Version.HTTP_2);
    try (var old =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(pki.clientContext(known))
            .build()) {
      var answer = old.send(request("/note").build(), BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void nobody_gets_in_without_a_certificate_or_with_a_strangers() {
    try (var none = HttpClient.newBuilder().sslContext(pki.clientContext()).build();
        var stranger = client(TestPki.fresh().client("gateway1"))) {
      var ask = request("/note").build();
      assertThatThrownBy(() -> none.send(ask, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> stranger.send(ask, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void the_gate_turns_away_whom_it_does_not_know() throws Exception {
    try (var other = client(pki.client("printer"))) {
      var answer = other.send(request("/note").build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("urn:sallyport:problem:unknown-client");
    }
  }

  @Test
  void who_has_it_already_is_not_sent_it_again() throws Exception {
    assertThat(get("/note").headers().firstValue("ETag")).contains("\"v7\"");
    var answer = get("/note", "If-None-Match", "\"v6\", W/\"v7\"");

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(get("/note", "If-None-Match", "\"v6\"").statusCode()).isEqualTo(200);
  }

  @Test
  void a_change_is_made_to_the_version_it_was_meant_for() throws Exception {
    var body = "{\"text\":\"new\"}";

    assertThat(patch(body, "If-Match", "\"v7\"").statusCode()).isEqualTo(200);
    assertThat(patch(body, "If-Match", "\"v6\"").statusCode()).isEqualTo(412);
    assertThat(patch(body, "If-Match", "nonsense").statusCode()).isEqualTo(412);
    assertThat(patch(body, "If-Match", "*").statusCode()).isEqualTo(200);
  }

  @Test
  void an_idempotency_key_is_handed_on_when_it_is_one() throws Exception {
    var body = "{\"text\":\"new\"}";

    assertThat(patch(body, "Idempotency-Key", "0123456789abcdef").body())
        .contains("new,0123456789abcdef");
    assertThat(patch(body, "Idempotency-Key", "short").statusCode()).isEqualTo(400);
  }

  @Test
  void a_wrong_member_is_named() throws Exception {
    var answer = patch("{\"text\":\"new\",\"txet\":1}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"member\":\"/txet\"").contains("bad-member");
  }

  @Test
  void bodies_are_limited_and_have_a_media_type() throws Exception {
    assertThat(patch("{\"text\":\"" + "x".repeat(2000) + "\"}").statusCode()).isEqualTo(413);
    try (var client = client(known)) {
      var plain = request("/note").method("PATCH", BodyPublishers.ofString("{}")).build();
      assertThat(client.send(plain, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }
  }

  @Test
  void what_is_not_served_is_a_problem() throws Exception {
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/nothing").body()).contains("no-such-path");
    try (var client = client(known)) {
      var answer = client.send(request("/note").DELETE().build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, PATCH");
    }
  }

  @Test
  void a_failure_of_ours_tells_nothing_but_a_reference() throws Exception {
    var answer = get("/broken");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("reference").doesNotContain("secret");
  }

  @Test
  void many_may_wait_while_others_are_answered() throws Exception {
    try (var client = client(known)) {
      // With a connection there, the rest are its streams, of which Jetty allows 128 (RFC 9113).
      client.send(request("/note").build(), BodyHandlers.ofString());
      var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 100; i++) {
        waiting.add(client.sendAsync(request("/slow").build(), BodyHandlers.ofString()));
      }
      assertThat(client.send(request("/note").build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      released.countDown();
      for (var each : waiting) {
        assertThat(each.join().statusCode()).isEqualTo(204);
      }
    }
  }

  @Test
  void a_reload_shows_the_new_certificate_to_new_connections() throws Exception {
    show(pki.server("other.example", "127.0.0.1"));
    server.reloadCertificates();

    try (var client = client(known)) {
      var answer = client.send(request("/note").build(), BodyHandlers.ofString());
      var shown = answer.sslSession().orElseThrow().getPeerCertificates()[0];
      assertThat(shown.toString()).contains("other.example");
    }
  }

  @Test
  void a_reload_of_what_cannot_be_read_changes_nothing() throws Exception {
    Files.writeString(folder.resolve("trust.pem"), "nonsense", UTF_8);

    assertThatThrownBy(server::reloadCertificates)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trust.pem");
    assertThat(get("/note").statusCode()).isEqualTo(200);
  }

  @Test
  void the_description_tells_roles_headers_and_closed_bodies() throws Exception {
    var document = get("/openapi.json").body();

    assertThat(document)
        .contains("\"client\":[\"editor\"]")
        .contains("\"mutualTLS\"")
        .contains("\"in\":\"header\"")
        .contains("\"additionalProperties\":false")
        .contains("\"304\"")
        .contains("\"412\"");
  }
}
