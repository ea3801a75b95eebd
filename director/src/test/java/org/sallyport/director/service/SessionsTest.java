package org.sallyport.director.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.director.pool.Health;
import org.sallyport.testkit.EchoServer;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.MutableClock;
import org.sallyport.testkit.RawClient;

@ExtendWith(NoLeaks.class)
final class SessionsTest {
  private static final String POOL =
      """
      pools:
        p:
          kind: %s
          policy: %s
          steady-time: 0s
          fail-back: %s
          members: {a: {address: %s%s}, b: {address: %s%s}}
          health: [{check: tcp, every: 200ms, timeout: 200ms, rise: 1, fall: 1}]
          damping: {changes: 0}
      """;

  private static final String WEB =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          pool: p
          persistence: %s
      """
          + POOL;

  private static final String RELAY =
      """
      services:
        relay:
          listen: 127.0.0.1:0
          pool: p
          persistence: %s
      """
          + POOL;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "failover, 100, 0",
    "ordered, 100, 0",
    "round-robin, 50, 50",
    "least-connections, 50, 50",
    "ratio, 75, 25"
  })
  void a_policy_spreads_clients_that_are_not_pinned(String policy, long atA, long atB)
      throws IOException {
    var weights = policy.equals("ratio") ? new String[] {", weight: 3", ", weight: 1"} : null;
    try (var a = HttpOrigin.saying("a");
        var b = HttpOrigin.saying("b");
        var director =
            RunningDirector.start(
                folder,
                WEB,
                "{}",
                "stateless",
                policy,
                "never",
                a.address(),
                weights == null ? "" : weights[0],
                b.address(),
                weights == null ? "" : weights[1])) {
      var answers = count(director, 100);
      assertThat(answers.getOrDefault("a", 0L)).isCloseTo(atA, within());
      assertThat(answers.getOrDefault("b", 0L)).isCloseTo(atB, within());
    }
  }

  private static org.assertj.core.data.Offset<Long> within() {
    return org.assertj.core.data.Offset.offset(2L);
  }

  private static Map<String, Long> count(RunningDirector director, int clients) {
    return IntStream.range(0, clients)
        .mapToObj(i -> ask(director, ""))
        .collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
  }

  private static String ask(RunningDirector director, String cookie) {
    var answer = exchange(director, cookie);
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static String exchange(RunningDirector director, String cookie) {
    try (var client = director.connect("web")) {
      return client
          .send(cookie.isEmpty() ? Text.get("/") : Text.get("/", "Cookie: " + cookie))
          .readResponse();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The cookie that an answer sets, as it is sent back. */
  private static String cookie(String answer) {
    int begin = answer.indexOf("Set-Cookie: ") + 12;
    return answer.substring(begin, answer.indexOf(';', begin));
  }

  @ParameterizedTest
  @ValueSource(strings = {"learn", "insert", "prefix"})
  void a_cookie_keeps_its_session_through_reload_and_restart_and_moves_it_once(String mode)
      throws IOException {
    var persistence = "{by: cookie, mode: " + mode + ", name: sid}";
    Object[] values;
    String other;
    String session;
    String text = WEB.replace("%s%s", "%s");
    try (var a = origin("a", mode);
        var b = origin("b", mode)) {
      values =
          new Object[] {persistence, "stateless", "round-robin", "never", a.address(), b.address()};
      try (var director = RunningDirector.start(folder, text, values)) {
        var first = exchange(director, "");
        session = cookie(first);
        var mine = first.substring(first.length() - 1);
        other = mine.equals("a") ? "b" : "a";
        for (int i = 0; i < 5; i++) {
          assertThat(ask(director, session)).isEqualTo(mine);
        }
        values[0] = persistence.replace("}", ", idle: 1h}");
        assertThat(director.apply(text, values)).isEmpty();
        for (int i = 0; i < 5; i++) {
          assertThat(ask(director, "x=y; " + session)).isEqualTo(mine);
        }
      }
      try (var director = RunningDirector.start(folder, text, values)) {
        for (int i = 0; i < 5; i++) {
          assertThat(ask(director, session)).isNotEqualTo(other);
        }
        var gone = other.equals("b") ? a : b;
        var port = gone.address().getPort();
        RunningDirector.end(gone);
        var name = other.equals("b") ? "a" : "b";
        director.awaitHealth("p", name, Health.DOWN);
        var moved = exchange(director, session);
        assertThat(moved).endsWith(other);
        if (!mode.equals("learn")) {
          session = cookie(moved);
        }
        try (var back = HttpOrigin.start((asked, to) -> to.respond(200, name), null, port)) {
          assertThat(back.address().getPort()).isEqualTo(port);
          director.awaitHealth("p", name, Health.UP);
          for (int i = 0; i < 5; i++) {
            assertThat(ask(director, session)).isEqualTo(other);
          }
        }
      }
    }
  }

  /** An origin that sets its own cookie where the mode is about it, on every answer. */
  private static HttpOrigin origin(String name, String mode) throws IOException {
    return HttpOrigin.start(
        (asked, to) -> {
          if (mode.equals("insert")
              || (mode.equals("learn") && asked.field("Cookie").isPresent())) {
            to.respond(200, name);
          } else {
            to.respond(200, name, "Set-Cookie: sid=of-" + name + "; Path=/");
          }
        });
  }

  @Test
  void members_never_see_the_mark_of_prefix_mode() throws IOException {
    try (var a = origin("a", "prefix");
        var b = origin("b", "prefix");
        var director =
            RunningDirector.start(
                folder,
                WEB.replace("%s%s", "%s"),
                "{by: cookie, mode: prefix, name: sid}",
                "stateless",
                "ordered",
                "never",
                a.address(),
                b.address())) {
      var session = cookie(exchange(director, ""));
      assertThat(session).isNotEqualTo("sid=of-a").startsWith("sid=").endsWith("of-a");
      exchange(director, "b=1; " + session + "; c=2");
      assertThat(a.requests().getLast().field("Cookie")).contains("b=1; sid=of-a; c=2");
      exchange(director, session + "; sid=plain; " + session + "\r\nCookie: " + session);
      assertThat(a.requests().getLast().head())
          .contains("Cookie: sid=of-a; sid=plain; sid=of-a\r\nCookie: sid=of-a\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"for", "idle"})
  void an_address_is_pinned_for_its_time_and_then_decided_anew(String kind) throws IOException {
    var clock = new MutableClock(Instant.parse("2026-11-22T09:00:00Z"));
    try (var a = EchoServer.greeting("a");
        var b = EchoServer.greeting("b");
        var director =
            RunningDirector.start(
                clock,
                folder,
                RELAY.replace("%s%s", "%s"),
                "{by: source-address, " + kind + ": 1h}",
                "stateless",
                "round-robin",
                "never",
                a.address(),
                b.address())) {
      var mine = greeting(director, "127.0.0.1");
      for (int i = 0; i < 5; i++) {
        clock.advance(Duration.ofMinutes(11));
        assertThat(greeting(director, "127.0.0.1")).isEqualTo(mine);
      }
      clock.advance(Duration.ofMinutes(11));
      var later = greeting(director, "127.0.0.1") + greeting(director, "127.0.0.1");
      if (kind.equals("idle")) {
        assertThat(later).isEqualTo(mine + mine);
      } else {
        assertThat(director.director().persistence().size()).isEqualTo(1);
        assertThat(later).isIn("aa", "bb");
      }
    }
  }

  private static void end(AutoCloseable server) throws IOException {
    try {
      server.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String greeting(RunningDirector director, String from) throws IOException {
    try (var client = RawClient.connect(director.address("relay"), InetAddress.ofLiteral(from))) {
      return new String(client.read(1), java.nio.charset.StandardCharsets.US_ASCII);
    }
  }

  @Test
  void an_address_keeps_its_member_through_reload_and_restart_and_moves_once() throws Exception {
    var text = RELAY.replace("%s%s", "%s");
    var a = EchoServer.greeting("a");
    try (var b = EchoServer.greeting("b")) {
      Object[] values = {
        "{by: source-address}", "stateless", "round-robin", "never", a.address(), b.address()
      };
      var pinnedToA = "";
      try (var director = RunningDirector.start(folder, text, values)) {
        for (int i = 1; i < 5; i++) {
          var from = "127.0.0." + i;
          var mine = greeting(director, from);
          assertThat(greeting(director, from)).isEqualTo(mine);
          pinnedToA = mine.equals("a") ? from : pinnedToA;
        }
        values[0] = "{by: source-address, idle: 2h}";
        assertThat(director.apply(text, values)).isEmpty();
        assertThat(greeting(director, pinnedToA)).isEqualTo("a");
      }
      try (var director = RunningDirector.start(folder, text, values)) {
        assertThat(greeting(director, pinnedToA)).isEqualTo("a");
        end(a);
        director.awaitHealth("p", "a", Health.DOWN);
        assertThat(greeting(director, pinnedToA)).isEqualTo("b");
        try (var back = EchoServer.greeting("a", a.address().getPort())) {
          assertThat(back.address()).isEqualTo(a.address());
          director.awaitHealth("p", "a", Health.UP);
          for (int i = 0; i < 4; i++) {
            assertThat(greeting(director, pinnedToA)).isEqualTo("b");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"never, b, b", "new-sessions, b, a", "all, a, a"})
  void a_member_that_is_back_gets_what_fail_back_gives_it(
      String failBack, String pinned, String fresh) throws Exception {
    var text = RELAY.replace("%s%s", "%s");
    var a = EchoServer.greeting("a");
    try (var b = EchoServer.greeting("b");
        var director =
            RunningDirector.start(
                folder,
                text,
                "{by: source-address}",
                "stateful",
                "failover",
                failBack,
                a.address(),
                b.address())) {
      assertThat(greeting(director, "127.0.0.1")).isEqualTo("a");
      end(a);
      director.awaitHealth("p", "a", Health.DOWN);
      assertThat(greeting(director, "127.0.0.1")).isEqualTo("b");
      try (var back = EchoServer.greeting("a", a.address().getPort())) {
        assertThat(back.address()).isEqualTo(a.address());
        director.awaitHealth("p", "a", Health.UP);
        RunningDirector.awaitTrue(
            () -> {
              director.director().pools().advance();
              return greeting(director, "127.0.0.1").equals(pinned)
                  && greeting(director, "127.0.0.9").equals(fresh);
            });
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"cut, RESET", "leave, OPEN"})
  void sessions_of_a_member_that_goes_down_are_cut_or_left(String rule, String ending)
      throws IOException {
    var text =
        RELAY
            .replace("%s%s", "%s")
            .replace("pool: p\n", "pool: p\n    on-member-down: " + rule + "\n");
    try (var member =
            org.sallyport.director.harness.ScriptedServer.start(
                socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
        var b = EchoServer.greeting("b");
        var director =
            RunningDirector.start(
                folder,
                text,
                "{}",
                "stateless",
                "ordered",
                "never",
                member.address(),
                b.address());
        var client = director.connect("relay")) {
      client.send("x");
      assertThat(client.read(1)).hasSize(1);
      // The listener goes, what it accepted stays.
      end(member);
      director.awaitHealth("p", "a", Health.DOWN);
      if (ending.equals("OPEN")) {
        client.send("y");
        assertThat(client.read(1)).asString().isEqualTo("y");
      } else {
        assertThat(client.awaitEnd()).isEqualTo(RawClient.Ending.RESET);
      }
    }
  }

  @Test
  void a_drained_member_keeps_its_sessions_and_one_in_maintenance_loses_them() throws IOException {
    try (var a = EchoServer.greeting("a");
        var b = EchoServer.greeting("b");
        var director =
            RunningDirector.start(
                folder,
                RELAY.replace("%s%s", "%s"),
                "{by: source-address}",
                "stateful",
                "failover",
                "never",
                a.address(),
                b.address());
        var client = director.connect("relay")) {
      assertThat(client.read(1)).asString().isEqualTo("a");
      director.pool("p").drain(director.member("p", "a"), "test");
      assertThat(greeting(director, "127.0.0.1")).isEqualTo("a");
      assertThat(greeting(director, "127.0.0.2")).isEqualTo("b");
      client.send("x");
      assertThat(client.read(1)).asString().isEqualTo("x");
      director.pool("p").maintenance(director.member("p", "a"), "test");
      assertThat(client.awaitEnd()).isEqualTo(RawClient.Ending.RESET);
      assertThat(greeting(director, "127.0.0.1")).isEqualTo("b");
    }
  }
}
