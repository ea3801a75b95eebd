package org.sallyport.director.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.ScriptedServer;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient.Ending;

/** What the access log says of requests that end badly. */
@ExtendWith(NoLeaks.class)
final class AccessLinesTest {
  private static final String LOGGED =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          pool: p
          timeouts: {response: 300ms, head: 1s}
          filter: [{rule: no-admin, action: deny, paths: [/admin]}]
        relay: {listen: 127.0.0.1:0, pool: p}
      pools:
        p:
          kind: stateless
          policy: ordered
          passive: {failures: 0}
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      access-log: {file: access.log, fields: [service, member, status, outcome, path, reason]}
      """;
  private static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

  @TempDir Path folder;

  private List<String> lines(int count) throws IOException {
    var file = folder.resolve("access.log");
    RunningDirector.awaitTrue(() -> Files.exists(file) && Files.readAllLines(file).size() >= count);
    assertThat(Files.readAllLines(file)).hasSize(count);
    return Files.readAllLines(file);
  }

  @Test
  void a_member_that_fails_is_named_with_what_it_did() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  switch (asked.target()) {
                    case "/silent" -> to.socket().getInputStream().read();
                    case "/garbage" -> to.send("garbage\r\n\r\n");
                    default -> {
                      to.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
                      to.close();
                    }
                  }
                });
        var director = RunningDirector.start(folder, LOGGED, origin.address())) {
      for (var path : List.of("/silent", "/garbage", "/short")) {
        try (var client = director.connect("web")) {
          client.send(Text.get(path)).awaitEnd();
          director.awaitQuiet();
        }
      }
    }
    assertThat(lines(3))
        .satisfiesExactly(
            silent ->
                assertThat(silent)
                    .isEqualTo("web a 504 refused /silent \"the member took too long\""),
            garbage ->
                assertThat(garbage).startsWith("web a 502 refused /garbage \"malformed answer: "),
            cut ->
                assertThat(cut)
                    .isEqualTo(
                        "web a 200 cut /short \"the member closed before its answer was whole\""));
  }

  @Test
  void a_refused_request_has_nothing_of_the_one_before_it() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, LOGGED, origin.address())) {
      for (var second : List.of(Text.get("/admin"), "GET / HTTP/1.1\r\n\r\n", "GET /slow")) {
        try (var client = director.connect("web")) {
          assertThat(client.send(Text.get("/first")).readResponse()).endsWith("ok");
          client.send(second);
          client.readToEnd();
          client.finish();
          director.awaitQuiet();
        }
      }
    }
    assertThat(lines(6).stream().filter(line -> !line.contains("/first")))
        .containsExactly(
            "web - 403 refused /admin \"filter rule no-admin\"",
            "web - 400 error - \"Host missing\"",
            "web - 408 refused - \"the head took too long\"");
  }

  @Test
  void a_websocket_has_a_line_however_it_ends_and_is_counted_when_it_begins() throws IOException {
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.send(SWITCH);
                  if (to.socket().getInputStream().read() == 'r') {
                    to.reset();
                  }
                });
        var director = RunningDirector.start(folder, LOGGED, origin.address())) {
      for (boolean byMember : new boolean[] {true, false}) {
        try (var client = director.connect("web")) {
          client.send(Text.get("/chat", "Connection: Upgrade", "Upgrade: websocket"));
          client.readUntil("\r\n\r\n");
          long before = byMember ? 1 : 2;
          assertThat(director.service("web").counters().requests()).isEqualTo(before);
          if (byMember) {
            assertThat(client.send("r").awaitEnd()).isEqualTo(Ending.RESET);
          } else {
            client.reset();
          }
          director.awaitQuiet();
        }
      }
      assertThat(director.service("web").counters().requests()).isEqualTo(2);
    }
    assertThat(lines(2)).allMatch(line -> line.startsWith("web a 101 cut /chat "));
  }

  @Test
  void a_relayed_connection_that_is_cut_says_why() throws IOException {
    try (var server =
            ScriptedServer.start(
                socket -> {
                  socket.getOutputStream().write("x".getBytes(US_ASCII));
                  socket.getInputStream().read();
                });
        var director = RunningDirector.start(folder, LOGGED, server.address());
        var client = director.connect("relay")) {
      client.read(1);
      client.reset();
      director.awaitQuiet();
    }
    assertThat(lines(1).getFirst()).startsWith("relay a - cut - ").doesNotContain("of the order");
  }
}
