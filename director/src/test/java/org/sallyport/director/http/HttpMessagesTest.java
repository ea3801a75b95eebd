package org.sallyport.director.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.ScriptedServer;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient.Ending;

@ExtendWith(NoLeaks.class)
final class HttpMessagesTest {
  private static final String WEB = HttpBytesTest.WEB;
  private static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

  @TempDir Path folder;

  @Test
  void many_requests_of_one_client_share_one_connection_to_the_member() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.send(Text.get("/")).readResponse()).endsWith("ok");
      }
      assertThat(origin.requests().stream().map(HttpOrigin.Request::connection).distinct())
          .hasSize(1);
      assertThat(director.service("web").counters().requests()).isEqualTo(20);
    }
  }

  @Test
  void a_connection_that_presents_a_client_is_not_kept_when_the_answer_is_whole()
      throws IOException {
    var presenting = WEB.replace("{address: %s}", "{address: %s, proxy-protocol: v1}");
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, presenting, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(Text.get("/")).readResponse()).endsWith("ok");
      }
      // Sooner than one that rests is given up.
      await().atMost(Duration.ofSeconds(12)).until(() -> origin.open() == 0);
      assertThat(origin.requests().getLast().head()).startsWith("PROXY TCP4 127.0.0.1");
    }
  }

  @Test
  void a_client_that_expects_100_gets_it_and_then_sends_its_body() throws IOException {
    try (var origin = HttpOrigin.start((asked, to) -> to.respond(200, asked.body()));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(
          "POST / HTTP/1.1\r\nHost: web\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      assertThat(client.send("body").readResponse()).endsWith("body");
    }
  }

  @Test
  void an_early_hint_passes_before_the_answer() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
                  to.respond(200, "done");
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 2; i++) {
        client.send(Text.get("/"));
        assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 103").contains("a.css");
        assertThat(client.readResponse()).endsWith("done");
      }
    }
  }

  @Test
  void a_client_of_http_1_0_gets_no_informational_answer() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
                  to.respond(200, "done");
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(client.readToEnd()).asString().startsWith("HTTP/1.1 200").endsWith("done");
    }
  }

  @Test
  void http_1_0_ends_with_the_answer_unless_it_asks_to_be_kept() throws IOException {
    try (var origin =
            HttpOrigin.start((asked, to) -> to.respond(200, "ok", "Connection: keep-alive"));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 3; i++) {
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(client.readResponse()).endsWith("ok");
      }
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(client.readToEnd()).asString().endsWith("ok");
    }
  }

  @Test
  void an_answer_without_a_body_ends_with_its_head() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  switch (asked.target()) {
                    case "/head" -> to.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    case "/none" -> to.send("HTTP/1.1 204 No Content\r\n\r\n");
                    default -> to.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n");
                  }
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 3; i++) {
        client.send(Text.request("HEAD", "/head", ""));
        assertThat(client.readUntil("\r\n\r\n")).contains("1000");
        client.send(Text.get("/none"));
        assertThat(client.readUntil("\r\n\r\n")).contains(" 204 ");
        client.send(Text.get("/not-modified"));
        assertThat(client.readUntil("\r\n\r\n")).contains(" 304 ");
      }
    }
  }

  @Test
  void an_answer_that_lasts_until_the_member_closes_ends_the_client_too() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send("HTTP/1.1 200 OK\r\n\r\n");
                  to.send(new byte[1_000_000]);
                  to.close();
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/"));
      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
      assertThat(client.readToEnd()).hasSize(1_000_000);
      director.awaitQuiet();
    }
  }

  @Test
  void an_answer_may_come_before_the_end_of_the_request() throws IOException {
    try (var member =
            ScriptedServer.start(
                socket -> {
                  socket.getInputStream().readNBytes(60);
                  socket.getOutputStream().write(HttpOrigin.response(403, "no"));
                  socket.getInputStream().readAllBytes();
                });
        var director = RunningDirector.start(folder, WEB, member.address());
        var client = director.connect("web")) {
      client.send("POST /x HTTP/1.1\r\nHost: web\r\nContent-Length: 1000000\r\n\r\n");
      client.send(new byte[20_000]);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 403").endsWith("no");
      assertThat(client.awaitEnd()).isEqualTo(Ending.CLOSED);
      client.finish();
      director.awaitQuiet();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 400_000, 2_000_000})
  void an_answer_that_comes_before_the_body_was_taken_does_not_stop_the_client(int size)
      throws IOException {
    var first = Text.post("/", "x".repeat(size));
    var second = Text.get("/second");
    try (var member =
            ScriptedServer.start(
                socket -> {
                  var in = socket.getInputStream();
                  in.readNBytes(60);
                  socket.getOutputStream().write(HttpOrigin.response(200, "early"));
                  in.readNBytes(first.length() - 60);
                  in.readNBytes(second.length());
                  socket.getOutputStream().write(HttpOrigin.response(200, "late"));
                });
        var director = RunningDirector.start(folder, WEB, member.address());
        var client = director.connect("web")) {
      client.send(first);
      assertThat(client.readResponse()).endsWith("early");
      try {
        client.send(second);
        assertThat(client.readResponse()).endsWith("late");
      } catch (java.io.EOFException closed) {
        // Where the answer overtook the body, the connection ends with it.
        assertThat(closed).hasMessageContaining("ended before");
      }
    }
  }

  @Test
  void websocket_data_passes_both_ways_and_its_end_too() throws Exception {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send(SWITCH + "first");
                  ScriptedServer.keep(to.socket(), new byte[0]);
                  to.socket().getInputStream().transferTo(to.socket().getOutputStream());
                  to.close();
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/chat", "Connection: Upgrade", "Upgrade: websocket"));
      assertThat(client.readUntil("\r\n\r\n")).isEqualTo(SWITCH);
      assertThat(client.read(5)).asString().isEqualTo("first");
      var data = Text.random(300_000, 1);
      var sender = Thread.ofVirtual().start(() -> send(client, data));
      assertThat(client.read(data.length())).asString().isEqualTo(data);
      sender.join();
      client.finish();
      assertThat(client.awaitEnd()).isEqualTo(Ending.CLOSED);
      director.awaitQuiet();
    }
  }

  private static void send(org.sallyport.testkit.RawClient client, String data) {
    try {
      client.send(data);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_member_that_ends_a_websocket_ends_the_client() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send(SWITCH + "bye");
                  to.close();
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/chat", "Connection: Upgrade", "Upgrade: websocket"));
      assertThat(client.readToEnd()).asString().endsWith("bye");
      director.awaitQuiet();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "TLS/1.0", ""})
  void a_switch_to_anything_but_websocket_is_not_let_through(String protocol) throws IOException {
    try (var origin = HttpOrigin.start((asked, to) -> to.send(SWITCH + "smuggled"));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(
          protocol.isEmpty()
              ? Text.get("/")
              : Text.get("/", "Connection: Upgrade", "Upgrade: " + protocol));
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502");
      assertThat(client.awaitEnd()).isEqualTo(Ending.CLOSED);
    }
  }

  @Test
  void a_refused_switch_to_websocket_is_an_ordinary_answer() throws IOException {
    try (var origin = HttpOrigin.start((asked, to) -> to.respond(403, "no"));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 2; i++) {
        client.send(Text.get("/chat", "Connection: Upgrade", "Upgrade: websocket"));
        assertThat(client.readResponse()).startsWith("HTTP/1.1 403").endsWith("no");
      }
    }
  }

  @Test
  void bytes_after_a_whole_answer_reach_nobody() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) ->
                    to.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n"));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(Text.get("/" + i)).readResponse()).endsWith("ok");
      }
      assertThat(origin.requests().stream().map(HttpOrigin.Request::connection).distinct())
          .hasSize(3);
    }
  }
}
