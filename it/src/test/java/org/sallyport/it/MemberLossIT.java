package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.it.Command.curl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.pool.Health;

/** nginx members that die and come back while clients ask. */
final class MemberLossIT {
  private static final String EQUALS =
      """
      kind: stateless
      policy: round-robin
      steady-time: 0s
      damping: { changes: 100 }
      """;

  @TempDir private Path folder;

  private LocalDirector director(String service, String pool, Nginx... members) throws Exception {
    var all = Arrays.stream(members).map(Nginx::member).collect(Collectors.joining(", "));
    return LocalDirector.start(
        folder,
        """
        services:
          web: { listen: 127.0.0.1:0, protocol: http, pool: web%s }
        pools:
          web:
            %s
            members: { %s }
            health: [{ check: http, every: 1s, timeout: 1s }]
        """
            .formatted(service, pool.indent(4).strip(), all));
  }

  private static String url(LocalDirector director, String path) {
    return "http://127.0.0.1:" + director.port("web") + path;
  }

  @Test
  void clients_do_not_notice_the_death_of_a_failover_member(TestReporter reporter)
      throws Exception {
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b");
        var director = director("", "kind: stateful", a, b);
        var load = Load.keepAlive(8, director.port("web"))) {
      load.awaitAnswers("a", 500);
      a.kill();
      load.awaitAnswers("b", 500);
      load.stop();
      unnoticed(load, reporter);
      director.awaitHealth("a", Health.DOWN);
      assertThat(director.member("a").status().cause()).isNotEmpty();
    }
  }

  @Test
  void clients_do_not_notice_a_member_that_dies_and_returns_among_equals(TestReporter reporter)
      throws Exception {
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b");
        var director = director("", EQUALS, a, b);
        var load = Load.keepAlive(8, director.port("web"))) {
      load.awaitAnswers("a", 200);
      a.kill();
      director.awaitHealth("a", Health.DOWN);
      load.awaitAnswers("b", 500);
      a.startAgain();
      load.awaitAnswers("a", 200);
      load.stop();
      unnoticed(load, reporter);
    }
  }

  private static void unnoticed(Load load, TestReporter reporter) {
    reporter.publishEntry("longest wait for an answer", load.longest().toString());
    assertThat(load.failures()).isEmpty();
    assertThat(load.longest()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void a_pool_with_nobody_left_refuses_at_once_and_says_when_to_try_again() throws Exception {
    try (var a = Nginx.start(folder, "a");
        var director = director("", "kind: stateful", a)) {
      a.kill();
      director.awaitHealth("a", Health.DOWN);
      var seen = curl("-i", "-w", "%{time_total}", url(director, "/")).expectSuccess();
      assertThat(seen).startsWith("HTTP/1.1 503 ").containsIgnoringCase("\r\nRetry-After: ");
      assertThat(Double.parseDouble(seen.substring(seen.lastIndexOf('\n') + 1))).isLessThan(1);
    }
  }

  @Test
  void a_session_that_lost_its_member_stays_with_the_survivor() throws Exception {
    var cookie = ", persistence: { by: cookie, mode: learn, name: ovidCookie }";
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b");
        var director = director(cookie, "kind: stateful\nsteady-time: 0s", a, b)) {
      var jar = folder.resolve("cookies");
      assertThat(in(jar, url(director, "/login"))).isEqualTo("a");
      a.kill();
      assertThat(in(jar, url(director, "/"))).isEqualTo("b");
      a.startAgain();
      director.awaitHealth("a", Health.UP);
      assertThat(in(jar, url(director, "/"))).isEqualTo("b");
      assertThat(curl(url(director, "/")).expectSuccess()).isEqualTo("a");
    }
  }

  private static String in(Path jar, String url) throws Exception {
    return curl("-b", jar, "-c", jar, url).expectSuccess();
  }
}
