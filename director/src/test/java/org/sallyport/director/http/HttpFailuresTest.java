package org.sallyport.director.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.ScriptedServer;
import org.sallyport.director.harness.Text;
import org.sallyport.director.pool.Health;
import org.sallyport.director.service.Refusal;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient.Ending;

@ExtendWith(NoLeaks.class)
final class HttpFailuresTest {
  private static final String WEB = HttpBytesTest.WEB;

  /** Short times, and no opinion from live traffic. */
  private static final String HASTY =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          pool: p
          limits: {head: 2KiB}
          timeouts: {head: 1s, keep-alive: 1s, response: 1s, connect: 2s}
      pools:
        p:
          kind: stateless
          policy: ordered
          passive: {failures: 0}
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  /** Each has one short time, so that a slow machine can only be late where that is the test. */
  private static final String IDLE =
      """
      services:
        mute: {listen: 127.0.0.1:0, protocol: http, pool: p, timeouts: {head: 1s}}
        kept: {listen: 127.0.0.1:0, protocol: http, pool: p, timeouts: {keep-alive: 1s}}
      pools:
        p:
          kind: stateless
          policy: ordered
          passive: {failures: 0}
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  static final String TWO =
      """
      services: {web: {listen: 127.0.0.1:0, protocol: http, pool: p}}
      pools:
        p:
          kind: stateless
          policy: ordered
          passive: {failures: 0}
          members: {a: {address: %s}, b: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  @TempDir Path folder;

  @Test
  void a_head_that_does_not_end_in_time_is_answered_408() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, HASTY, origin.address());
        var client = director.connect("web")) {
      client.send("GET / HTTP/1.1\r\nHost: web\r\n");
      assertThat(client.readToEnd()).asString().startsWith("HTTP/1.1 408");
      assertThat(director.service("web").counters().turnedAway(Refusal.SLOW)).isEqualTo(1);
    }
  }

  @Test
  void a_client_that_asks_nothing_is_closed_in_silence() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, IDLE, origin.address());
        var mute = director.connect("mute");
        var kept = director.connect("kept")) {
      assertThat(kept.send(Text.get("/")).readResponse()).endsWith("ok");
      assertThat(mute.readToEnd()).isEmpty();
      assertThat(kept.readToEnd()).isEmpty();
    }
  }

  @Test
  void a_head_that_is_too_large_is_answered_431() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, HASTY, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/", "X-Large: " + "x".repeat(3000)));
      assertThat(client.readToEnd()).asString().startsWith("HTTP/1.1 431");
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void a_head_as_large_as_the_largest_limit_passes_and_one_byte_more_does_not() throws IOException {
    var large = WEB.replace("pool: p}}", "pool: p, limits: {head: 64KiB}}}");
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, large, origin.address())) {
      int rest = Text.get("/", "X: ").length();
      try (var client = director.connect("web")) {
        client.send(Text.get("/", "X: " + "x".repeat(64 * 1024 - rest)));
        assertThat(client.readResponse()).startsWith("HTTP/1.1 200");
      }
      try (var client = director.connect("web")) {
        client.send(Text.get("/", "X: " + "x".repeat(64 * 1024 - rest + 1)));
        assertThat(client.readResponse()).startsWith("HTTP/1.1 431");
      }
    }
  }

  @Test
  void a_member_that_does_not_answer_is_a_504() throws IOException {
    try (var member = ScriptedServer.start(socket -> socket.getInputStream().readAllBytes());
        var director = RunningDirector.start(folder, HASTY, member.address());
        var client = director.connect("web")) {
      client.send(Text.get("/"));
      assertThat(client.readToEnd()).asString().startsWith("HTTP/1.1 504");
      director.awaitQuiet();
    }
  }

  @Test
  void a_member_that_sends_garbage_is_a_502() throws IOException {
    try (var member =
            ScriptedServer.start(
                socket -> {
                  socket.getInputStream().read();
                  socket.getOutputStream().write("SSH-2.0-server\r\n\r\n".getBytes(US_ASCII));
                  socket.getInputStream().readAllBytes();
                });
        var director = RunningDirector.start(folder, WEB, member.address());
        var client = director.connect("web")) {
      client.send(Text.get("/"));
      assertThat(client.readToEnd()).asString().startsWith("HTTP/1.1 502");
      director.awaitQuiet();
    }
  }

  @Test
  void without_a_member_it_is_a_503_that_says_when_to_come_back() throws IOException {
    var origin = HttpOrigin.saying("ok");
    origin.close();
    try (var director =
            RunningDirector.start(folder, WEB.replace("rise: 1", "fall: 1"), origin.address());
        var client = director.connect("web")) {
      director.awaitHealth("p", "a", Health.DOWN);
      client.send(Text.get("/"));
      assertThat(client.readToEnd()).asString().startsWith("HTTP/1.1 503").contains("Retry-After:");
      assertThat(director.service("web").counters().turnedAway(Refusal.NO_MEMBER)).isEqualTo(1);
    }
  }

  @Test
  void a_refused_connection_is_tried_elsewhere_and_the_client_sees_nothing() throws IOException {
    try (var first = HttpOrigin.saying("first");
        var second = HttpOrigin.saying("second");
        var director = RunningDirector.start(folder, TWO, first.address(), second.address());
        var client = director.connect("web")) {
      RunningDirector.end(first);
      for (int i = 0; i < 5; i++) {
        assertThat(client.send(Text.post("/", "body")).readResponse()).endsWith("second");
      }
      // Until a check has found out, each request is refused once and retried once.
      long retries = director.service("web").counters().retries();
      assertThat(retries).isBetween(1L, 5L);
      assertThat(director.member("p", "a").traffic().totals().connectFailures()).isEqualTo(retries);
    }
  }

  @Test
  void a_get_whose_member_closes_before_it_answers_is_repeated_elsewhere() throws IOException {
    try (var first = HttpOrigin.start((asked, to) -> to.reset());
        var second = HttpOrigin.saying("second");
        var director = RunningDirector.start(folder, TWO, first.address(), second.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.send(Text.get("/")).readResponse()).endsWith("second");
      }
      client.send(Text.request("PUT", "/", "body", "Content-Length: 4"));
      assertThat(client.readResponse()).endsWith("second");
      assertThat(first.requests()).hasSize(6);
      assertThat(second.requests().getLast().body()).isEqualTo("body");
    }
  }

  @Test
  void a_post_whose_member_closes_before_it_answers_is_not_repeated() throws IOException {
    try (var first = HttpOrigin.start((asked, to) -> to.reset());
        var second = HttpOrigin.saying("second");
        var director = RunningDirector.start(folder, TWO, first.address(), second.address());
        var client = director.connect("web")) {
      client.send(Text.post("/", "body"));
      assertThat(client.readToEnd()).asString().startsWith("HTTP/1.1 502");
      assertThat(first.requests()).hasSize(1);
      assertThat(second.requests()).isEmpty();
    }
  }

  @Test
  void a_kept_connection_that_the_member_closed_is_not_noticed() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.respond(200, "ok");
                  to.close();
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 30; i++) {
        assertThat(client.send(Text.get("/" + i)).readResponse()).endsWith("ok");
      }
      assertThat(origin.requests()).hasSize(30);
      assertThat(director.member("p", "a").status().health()).isEqualTo(Health.UP);
    }
  }

  /** The member waits until the next request is on its way before it ends the connection. */
  private static HttpOrigin endingAtTheSecond(HttpOrigin.Script end) throws IOException {
    return HttpOrigin.start(
        (asked, to) -> {
          if (asked.number() == 1) {
            to.respond(200, "ok");
          } else {
            end.answer(asked, to);
          }
        });
  }

  @Test
  void a_request_that_meets_the_end_of_a_kept_connection_goes_over_another() throws IOException {
    for (var end :
        List.<HttpOrigin.Script>of(
            (asked, to) -> to.close(),
            (asked, to) -> to.reset(),
            (asked, to) -> {
              to.respond(408, "too slow", "Connection: close");
              to.close();
            })) {
      try (var origin = endingAtTheSecond(end);
          var director = RunningDirector.start(folder, WEB, origin.address());
          var client = director.connect("web")) {
        for (int i = 0; i < 4; i++) {
          assertThat(client.send(Text.get("/" + i)).readResponse()).endsWith("ok");
        }
        assertThat(origin.requests()).hasSize(7);
        assertThat(director.member("p", "a").status().health()).isEqualTo(Health.UP);
      }
    }
  }

  @Test
  void a_request_that_may_not_be_repeated_gets_what_the_member_said() throws IOException {
    try (var origin =
            endingAtTheSecond(
                (asked, to) -> {
                  to.respond(408, "too slow", "Connection: close");
                  to.close();
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      assertThat(client.send(Text.get("/")).readResponse()).endsWith("ok");
      assertThat(client.send(Text.post("/", "body")).readResponse())
          .startsWith("HTTP/1.1 408")
          .endsWith("too slow");
      assertThat(origin.requests()).hasSize(2);
    }
  }

  @Test
  void after_an_early_hint_the_member_has_its_response_time_again_and_no_more() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
                  to.socket().getInputStream().read();
                });
        var director = RunningDirector.start(folder, HASTY, origin.address());
        var client = director.connect("web").patience(Duration.ofSeconds(20))) {
      assertThat(client.send(Text.get("/")).readToEnd())
          .asString()
          .startsWith("HTTP/1.1 103")
          .contains("HTTP/1.1 504");
    }
  }

  @Test
  void a_member_that_speaks_on_a_resting_connection_loses_it_and_nothing_else() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.respond(200, "ok");
                  if (asked.number() == 1) {
                    to.send(
                        "HTTP/1.1 408 Too Slow\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                    to.close();
                  }
                });
        var director = RunningDirector.start(folder, WEB, origin.address())) {
      for (int i = 0; i < 10; i++) {
        try (var client = director.connect("web")) {
          assertThat(client.send(Text.get("/" + i)).readResponse()).endsWith("ok");
        }
      }
    }
  }

  @Test
  void an_answer_that_breaks_off_resets_the_client() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(500));
                  to.close();
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/"));
      assertThat(client.awaitEnd()).isEqualTo(Ending.RESET);
      director.awaitQuiet();
    }
  }

  @Test
  void a_chunked_answer_that_breaks_its_framing_resets_the_client() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloWRONG");
                  to.socket().getInputStream().read();
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/"));
      assertThat(client.awaitEnd()).isEqualTo(Ending.RESET);
      director.awaitQuiet();
    }
  }

  @Test
  void answers_that_break_off_take_a_member_down_by_what_live_traffic_says() throws IOException {
    var passive = WEB.replace("members:", "passive: {failures: 3}\n    members:");
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx");
                  to.close();
                });
        var director = RunningDirector.start(folder, passive, origin.address())) {
      // A check that passes may lift the member again before anybody looks, so it is looked at each
      // time; three in a row take it down, within however many that needs.
      int asked = 0;
      while (director.member("p", "a").status().health() != Health.DOWN) {
        try (var client = director.connect("web")) {
          client.send(Text.get("/"));
          client.awaitEnd();
        }
        assertThat(++asked).isLessThan(200);
      }
      assertThat(asked).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void members_that_die_one_after_the_other_fail_no_request_that_can_be_repeated()
      throws Exception {
    var alive = new AtomicInteger();
    try (var first = HttpOrigin.saying("first");
        var second = HttpOrigin.saying("second");
        var director = RunningDirector.start(folder, TWO, first.address(), second.address())) {
      var clients = new Thread[4];
      for (int c = 0; c < clients.length; c++) {
        clients[c] =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (var client = director.connect("web").patience(Duration.ofSeconds(5))) {
                        for (int i = 0; i < 200; i++) {
                          if (client
                              .send(Text.get("/"))
                              .readResponse()
                              .startsWith("HTTP/1.1 200")) {
                            alive.incrementAndGet();
                          }
                        }
                      } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                      }
                    });
      }
      RunningDirector.awaitTrue(() -> alive.get() > 100);
      RunningDirector.end(first);
      for (var client : clients) {
        client.join();
      }
      assertThat(alive.get()).isEqualTo(800);
    }
  }
}
