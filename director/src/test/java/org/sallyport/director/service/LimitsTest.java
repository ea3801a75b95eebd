package org.sallyport.director.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.EchoServer;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.RawClient.Ending;

@ExtendWith(NoLeaks.class)
final class LimitsTest {
  private static final String POOL =
      """
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  private static final String RELAY =
      "services: {relay: {listen: 127.0.0.1:0, pool: p, %s}}\n" + POOL;

  private static final String FILTERED =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          pool: p
          filter:
            - {rule: inside, action: allow, from: [127.0.0.7/32]}
            - {rule: watch, action: deny, dry-run: true, paths: ['/*']}
            - {rule: admin, action: deny, paths: ['/admin*']}
            - {rule: verbs, action: deny, methods: [DELETE]}
            - {rule: size, action: deny, larger-than: 1KiB}
            - {rule: rate, action: deny, per-second-over: 50}
      """
          + POOL;

  @TempDir Path folder;

  private RunningDirector limited(EchoServer echo, String limits) {
    return RunningDirector.start(folder, RELAY, "limits: {" + limits + "}", echo.address());
  }

  private static RawClient from(RunningDirector director, String address) throws IOException {
    return RawClient.connect(director.address("relay"), InetAddress.ofLiteral(address));
  }

  private static boolean refused(RunningDirector director, String address) throws IOException {
    try (var client = from(director, address)) {
      return client.awaitEnd() == Ending.RESET;
    } catch (SocketException overtaken) {
      return true;
    }
  }

  @Test
  void connections_beyond_the_limit_are_reset_until_others_end() throws IOException {
    try (var echo = EchoServer.greeting("hi");
        var director = limited(echo, "connections: 2");
        var first = director.connect("relay");
        var second = director.connect("relay")) {
      first.read(2);
      second.read(2);
      assertThat(refused(director, "127.0.0.1")).isTrue();
      first.finish().readToEnd();
      RunningDirector.awaitTrue(() -> director.service("relay").counters().active() == 1);
      try (var fourth = director.connect("relay")) {
        assertThat(fourth.read(2)).hasSize(2);
      }
      assertThat(director.service("relay").counters().turnedAway(Refusal.CONNECTIONS)).isEqualTo(1);
    }
  }

  @Test
  void one_address_has_its_own_limit() throws IOException {
    try (var echo = EchoServer.greeting("hi");
        var director = limited(echo, "connections-per-address: 1");
        var first = from(director, "127.0.0.2");
        var other = from(director, "127.0.0.3")) {
      assertThat(first.read(2)).hasSize(2);
      assertThat(other.read(2)).hasSize(2);
      assertThat(refused(director, "127.0.0.2")).isTrue();
      first.finish().readToEnd();
      RunningDirector.awaitTrue(() -> director.service("relay").counters().active() == 1);
      try (var third = from(director, "127.0.0.2")) {
        assertThat(third.read(2)).hasSize(2);
      }
    }
  }

  @Test
  void one_address_opens_no_more_connections_a_second_than_it_may() throws IOException {
    try (var echo = EchoServer.greeting("hi");
        var director = limited(echo, "connections-per-second-per-address: 5")) {
      var clients = new ArrayList<RawClient>();
      for (int i = 0; i < 30; i++) {
        try {
          clients.add(director.connect("relay"));
        } catch (SocketException refused) {
          // The reset overtook the end of the connect.
        }
      }
      var counters = director.service("relay").counters();
      RunningDirector.awaitTrue(() -> counters.connections() == 30);
      // Thirty within less than three seconds; five in each.
      assertThat(counters.turnedAway(Refusal.ADDRESS_RATE)).isBetween(15L, 25L);
      for (var client : clients) {
        client.close();
      }
      director.awaitQuiet();
    }
  }

  @Test
  void a_relayed_connection_that_is_idle_is_reset() throws IOException {
    try (var echo = EchoServer.start();
        var director =
            RunningDirector.start(folder, RELAY, "timeouts: {idle: 2s}", echo.address());
        var client = director.connect("relay")) {
      client.send("x");
      assertThat(client.read(1)).hasSize(1);
      assertThat(client.awaitEnd()).isEqualTo(Ending.RESET);
      director.awaitQuiet();
    }
  }

  @Test
  void filter_rules_decide_in_their_order_and_count() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, FILTERED, origin.address())) {
      assertThat(status(director, Text.get("/"))).isEqualTo(200);
      assertThat(status(director, Text.get("/x/../admin/users"))).isEqualTo(403);
      assertThat(status(director, Text.request("DELETE", "/x", ""))).isEqualTo(403);
      assertThat(status(director, Text.post("/x", "y".repeat(1024)))).isEqualTo(200);
      assertThat(status(director, Text.post("/x", "y".repeat(1025)))).isEqualTo(413);
      assertThat(origin.requests()).hasSize(2);
      try (var inside =
          RawClient.connect(director.address("web"), InetAddress.ofLiteral("127.0.0.7"))) {
        assertThat(inside.send(Text.get("/admin")).readResponse()).startsWith("HTTP/1.1 200");
      }
      assertThat(director.service("web").counters().turnedAway(Refusal.FILTER)).isEqualTo(3);
    }
  }

  private static int status(RunningDirector director, String request) throws IOException {
    try (var client = director.connect("web")) {
      return Integer.parseInt(client.send(request).readResponse().substring(9, 12));
    }
  }

  @Test
  void a_chunked_body_is_refused_once_it_is_too_large_and_never_complete_at_the_member()
      throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, FILTERED, origin.address());
        var client = director.connect("web")) {
      client.send(Text.request("POST", "/", "", "Transfer-Encoding: chunked"));
      client.send("200\r\n" + "x".repeat(512) + "\r\n");
      RunningDirector.awaitTrue(() -> director.member("p", "a").traffic().openRequests() == 1);
      client.send("300\r\n" + "x".repeat(768) + "\r\n0\r\n\r\n");
      assertThat(client.readResponse()).startsWith("HTTP/1.1 413");
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void the_framing_of_a_chunked_body_does_not_count_towards_its_size() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, FILTERED, origin.address())) {
      var field = "Transfer-Encoding: chunked";
      var small = "1;name=value\r\nx\r\n".repeat(1023) + "1\r\nx\r\n0\r\nX-Sum: 1\r\n\r\n";
      assertThat(status(director, Text.request("POST", "/", small, field))).isEqualTo(200);
      var large = "1\r\nx\r\n" + small;
      assertThat(status(director, Text.request("POST", "/", large, field))).isEqualTo(413);
    }
  }

  @Test
  void more_requests_a_second_than_a_rule_allows_are_refused() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, FILTERED, origin.address());
        var client = director.connect("web")) {
      int answered = 0;
      String last = "HTTP/1.1 200";
      while (last.startsWith("HTTP/1.1 200") && answered < 1000) {
        last = client.send(Text.get("/")).readResponse();
        answered++;
      }
      assertThat(last).startsWith("HTTP/1.1 403");
      assertThat(answered).isGreaterThan(50);
    }
  }
}
