package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;

class HttpCheckTest {
  private static ScriptedMember answering(String answer) throws IOException {
    return ScriptedMember.playing(
        stage -> {
          stage.hearHead();
          stage.say(answer);
        });
  }

  private static Finding check(Checks check, String answer) throws IOException {
    try (var member = answering(answer)) {
      return Probe.run(check, member.port());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 399})
  void a_status_from_200_to_399_passes(int status) throws IOException {
    assertThat(check(Checks.of(Check.HTTP), "HTTP/1.1 " + status + " whatever\r\n\r\n"))
        .isEqualTo(new Finding.Passed());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 500, 503})
  void another_status_fails_and_is_named(int status) throws IOException {
    assertThat(check(Checks.of(Check.HTTP), "HTTP/1.1 " + status + " whatever\r\n\r\n"))
        .isEqualTo(new Finding.Failed("status " + status + ", expected 200 to 399"));
  }

  @Test
  void the_statuses_that_pass_can_be_listed() throws IOException {
    var listed = Checks.of(Check.HTTP).statuses(401, 403);
    assertThat(check(listed, "HTTP/1.1 401 Unauthorized\r\n\r\n")).isEqualTo(new Finding.Passed());
    assertThat(check(listed, "HTTP/1.1 200 OK\r\n\r\n"))
        .isEqualTo(new Finding.Failed("status 200, expected 401 or 403"));
  }

  @Test
  void interim_answers_are_passed_over() throws IOException {
    assertThat(
            check(
                Checks.of(Check.HTTP),
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 500 no\r\n\r\n"))
        .isEqualTo(new Finding.Failed("status 500, expected 200 to 399"));
  }

  @ParameterizedTest
  @CsvSource({
    "SSH-2.0-OpenSSH_9.2",
    "HTTP/1.1 200",
    "HTTP/2.0 200 OK",
    "HTTP/1.1  200 OK",
    "HTTP/1.1 20 OK",
    "HTTP/1.1 2000 OK",
    "HTTP/1.1 999 OK",
    "HTTP/1.x 200 OK",
    "http/1.1 200 OK",
    "HTTP/1.1 2O0 OK",
  })
  void what_is_no_status_line_fails_and_is_shown(String line) throws IOException {
    assertThat(check(Checks.of(Check.HTTP), line + "\r\n\r\n"))
        .isEqualTo(new Finding.Failed("not an HTTP status line: " + line));
  }

  @Test
  void what_a_member_says_is_made_harmless_and_short() throws IOException {
    var hostile = "\u001b[2J\u0000\u00ff" + "x".repeat(500);
    assertThat(check(Checks.of(Check.HTTP), hostile + "\n"))
        .isEqualTo(new Finding.Failed("not an HTTP status line: ?[2J??" + "x".repeat(194)));
  }

  @Test
  void a_line_without_end_is_given_up() throws IOException {
    assertThat(check(Checks.of(Check.HTTP), "x".repeat(100_000)))
        .isEqualTo(
            new Finding.Failed("a line of more than 2048 bytes in place of the status line"));
  }

  @Test
  void interim_answers_without_end_are_given_up() throws IOException {
    assertThat(check(Checks.of(Check.HTTP), "HTTP/1.1 100 Continue\r\n\r\n".repeat(5_000)))
        .isEqualTo(new Finding.Failed("more than 32768 bytes and no status line"));
  }

  @Test
  void a_member_that_hangs_up_fails() throws IOException {
    assertThat(check(Checks.of(Check.HTTP), ""))
        .isEqualTo(new Finding.Failed("connection closed before the status line"));
    assertThat(check(Checks.of(Check.HTTP), "HTTP/1.1 20"))
        .isEqualTo(new Finding.Failed("connection closed before the status line"));
  }

  @Test
  void a_silent_member_fails_when_the_time_is_over() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      assertThat(Probe.run(Checks.of(Check.HTTP).timeout(Duration.ofMillis(150)), member.port()))
          .isEqualTo(new Finding.Failed("no status line within 150ms"));
    }
  }

  @Test
  void a_member_that_trickles_cannot_stretch_the_time() throws IOException {
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.hearHead();
              // The write fails once the check has given up.
              while (true) {
                stage.say("H");
              }
            })) {
      assertThat(Probe.run(Checks.of(Check.HTTP).timeout(Duration.ofMillis(300)), member.port()))
          .isInstanceOf(Finding.Failed.class);
    }
  }

  @Test
  void the_request_asks_for_nothing_but_the_path() throws IOException {
    try (var member = answering("HTTP/1.1 200 OK\r\n\r\n")) {
      var _ = Probe.run(Checks.of(Check.HTTP).path("/ready?deep=1"), member.port());
      assertThat(member.heard()).isEqualTo("GET /ready?deep=1 HTTP/1.1");
      assertThat(member.heard()).isEqualTo("Host: 127.0.0.1:" + member.port());
      assertThat(member.heard()).isEqualTo("User-Agent: sallyport-health");
      assertThat(member.heard()).isEqualTo("Accept: */*");
      assertThat(member.heard()).isEqualTo("Connection: close");
      assertThat(member.heard()).isEmpty();
    }
  }

  @Test
  void the_host_field_can_be_given() throws IOException {
    try (var member = answering("HTTP/1.1 200 OK\r\n\r\n")) {
      var _ = Probe.run(Checks.of(Check.HTTP).host("portal.example.com"), member.port());
      member.heard();
      assertThat(member.heard()).isEqualTo("Host: portal.example.com");
    }
  }

  @Test
  void the_host_of_a_member_with_an_ipv6_address_stands_in_brackets() throws IOException {
    try (var member = answering("HTTP/1.1 200 OK\r\n\r\n")) {
      var settings = Probe.member("2001:db8::1", 80, ProxyProtocol.NONE);
      var check = Checks.of(Check.HTTP).port(member.port()).settings();
      var _ = Probe.result(check, settings);
      member.heard();
      assertThat(member.heard()).isEqualTo("Host: [2001:db8::1]:" + member.port());
    }
  }
}
