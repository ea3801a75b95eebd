package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.HealthCheckSettings.IfNextHopDown;

/** A member that is down, told from one whose next hop is. */
class DeepSmtpCheckTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final int NOBODYS_PORT = 1;
  private static final String OURS = "421 4.4.1 gw1.example.com the next hop is not there\r\n";

  private static Checks deep() {
    return Checks.of(Check.SMTP).deep();
  }

  private static ScriptedMember greeting(String greeting) throws IOException {
    return ScriptedMember.playing(
        stage -> {
          stage.say(greeting);
          stage.hear();
        });
  }

  private static ScriptedMember silent() throws IOException {
    return ScriptedMember.playing(ScriptedMember.Stage::waitForEnd);
  }

  /** Answers one question and closes, as servers do to a client of HTTP/1.0. */
  private static ScriptedMember readiness(String answer) throws IOException {
    return ScriptedMember.playing(
        stage -> {
          stage.hearHead();
          stage.say(answer);
        });
  }

  private static String readyAt(ScriptedMember readiness) {
    return "http://*:" + readiness.port() + "/ready";
  }

  private static Finding find(Checks check, String greeting) throws IOException {
    try (var member = greeting(greeting)) {
      return Probe.run(check, member.port());
    }
  }

  @Test
  void our_gateways_words_are_its_next_hops() throws IOException {
    try (var member = greeting(OURS)) {
      assertThat(Probe.run(deep(), member.port()))
          .isEqualTo(
              new Finding.Degraded(
                  "next hop down: greeting 421 4.4.1 gw1.example.com the next hop is not there"));
      assertThat(member.heard()).isEqualTo("QUIT");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "421 4.4.1 no answer\r\n",
        "421-4.4.1 no answer\r\n421 later\r\n",
        "421 4.3.2 Next-Hop unavailable\r\n",
        "450 no next hop at the moment\r\n",
        "421 4.4.1\r\n"
      })
  void the_code_for_no_answer_from_host_or_the_words_name_the_next_hop(String greeting)
      throws IOException {
    assertThat(find(deep(), greeting)).isInstanceOf(Finding.Degraded.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "421 4.3.2 closing for maintenance\r\n",
        "421 4.4.2 mail.example.com Error: timeout exceeded\r\n",
        "421 4.7.0 too many connections\r\n",
        "421 4.4.10 unheard of\r\n",
        "554 5.4.1 the next hop refuses you\r\n",
        "421 the context hopes\r\n"
      })
  void any_other_refusal_is_the_members_own(String greeting) throws IOException {
    assertThat(find(deep(), greeting))
        .isEqualTo(new Finding.Failed("greeting " + greeting.strip() + ", expected 220"));
  }

  @Test
  void a_greeting_passes_as_ever() throws IOException {
    assertThat(find(deep(), "220 gw1 ESMTP, the next hop is not there\r\n"))
        .isEqualTo(new Finding.Passed());
  }

  @Test
  void the_setting_says_what_a_member_is_whose_next_hop_is_down() throws IOException {
    assertThat(find(Checks.of(Check.SMTP).ifNextHopDown(IfNextHopDown.DEGRADE), OURS))
        .isInstanceOf(Finding.Degraded.class);
    assertThat(find(Checks.of(Check.SMTP).ifNextHopDown(IfNextHopDown.FAIL), OURS))
        .isInstanceOf(Finding.Failed.class);
    assertThat(find(Checks.of(Check.SMTP).ifNextHopDown(IfNextHopDown.IGNORE), OURS))
        .isEqualTo(new Finding.Passed());
  }

  @Test
  void a_member_that_accepts_and_stays_silent_may_wait_for_its_next_hop() throws IOException {
    try (var member = silent()) {
      assertThat(Probe.run(deep().timeout(SHORT), member.port()))
          .isEqualTo(
              new Finding.Degraded(
                  "next hop suspected: connected but silent, no greeting within 200ms"));
    }
  }

  @Test
  void half_a_greeting_is_no_silence() throws IOException {
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.say("22");
              stage.waitForEnd();
            })) {
      assertThat(Probe.run(deep().timeout(SHORT), member.port()))
          .isEqualTo(new Finding.Failed("no greeting within 200ms"));
    }
  }

  @Test
  void a_member_that_hangs_up_without_a_word_is_down() throws IOException {
    try (var member = ScriptedMember.playing(_ -> {})) {
      assertThat(Probe.run(deep(), member.port()))
          .isEqualTo(new Finding.Failed("connection closed before the greeting"));
    }
  }

  @Test
  void a_member_that_is_not_there_is_down_whatever_the_setting() throws IOException {
    for (var setting : IfNextHopDown.values()) {
      assertThat(Probe.run(deep().ifNextHopDown(setting), NOBODYS_PORT))
          .isEqualTo(new Finding.Failed("connection refused"));
    }
  }

  private static void silentBeside(String answer, Consumer<Finding> then) throws IOException {
    try (var member = silent();
        var readiness = readiness(answer)) {
      then.accept(Probe.run(deep().timeout(SHORT).ready(readyAt(readiness)), member.port()));
      assertThat(readiness.heard()).isEqualTo("GET /ready HTTP/1.0");
      assertThat(readiness.heard()).isEqualTo("Host: 127.0.0.1:" + readiness.port());
    }
  }

  @Test
  void readiness_that_names_the_next_hop_explains_the_silence() throws IOException {
    var problem =
        """
        HTTP/1.1 503 Service Unavailable\r
        Content-Type: application/problem+json\r
        \r
        {"status":503,"detail":"mail-next-hop: outside relay.example.net:25","title":"x"}\
        """;
    silentBeside(
        problem,
        found ->
            assertThat(found)
                .isEqualTo(
                    new Finding.Degraded(
                        "next hop down: connected but silent, no greeting within 200ms; readiness"
                            + " says mail-next-hop: outside relay.example.net:25")));
  }

  @Test
  void a_member_that_says_it_is_ready_has_no_excuse_for_its_silence() throws IOException {
    silentBeside(
        "HTTP/1.1 200 OK\r\n\r\n{\"ready\":true}",
        found ->
            assertThat(found)
                .isEqualTo(
                    new Finding.Failed(
                        "connected but silent, no greeting within 200ms; readiness says that all"
                            + " is well")));
  }

  @Test
  void a_member_that_is_not_ready_for_another_reason_is_down() throws IOException {
    silentBeside(
        "HTTP/1.1 503 no\r\n\r\n{\"detail\":\"locked\"}",
        found ->
            assertThat(found)
                .isEqualTo(
                    new Finding.Failed(
                        "connected but silent, no greeting within 200ms; readiness answers status"
                            + " 503")));
  }

  @Test
  void a_member_whose_readiness_is_silent_too_is_down() throws IOException {
    try (var member = silent();
        var readiness = silent()) {
      assertThat(Probe.run(deep().timeout(SHORT).ready(readyAt(readiness)), member.port()))
          .isEqualTo(
              new Finding.Failed(
                  "connected but silent, no greeting within 200ms; readiness cannot be asked: no"
                      + " answer within 200ms"));
    }
  }

  @Test
  void readiness_decides_on_a_hang_up_and_on_a_421_without_a_reason() throws IOException {
    var named = "HTTP/1.1 503 no\r\n\r\n{\"reasons\":[\"mail-next-hop: outside\"]}";
    for (var words : List.of("", "421 4.3.0 not now\r\n")) {
      try (var member = ScriptedMember.playing(stage -> stage.say(words));
          var readiness = readiness(named)) {
        assertThat(Probe.run(deep().ready(readyAt(readiness)), member.port()))
            .isInstanceOfSatisfying(
                Finding.Degraded.class,
                found -> assertThat(found.cause()).endsWith("says mail-next-hop: outside"));
      }
    }
  }

  @Test
  void readiness_is_not_asked_where_the_greeting_says_it_all() throws IOException {
    try (var readiness = readiness("HTTP/1.1 200 OK\r\n\r\n")) {
      var check = deep().ready(readyAt(readiness));
      assertThat(find(check, OURS)).isInstanceOf(Finding.Degraded.class);
      assertThat(find(check, "554 5.7.1 go away\r\n")).isInstanceOf(Finding.Failed.class);
      assertThat(find(check, "220 mx\r\n")).isEqualTo(new Finding.Passed());
      assertThat(Probe.run(Checks.of(Check.HTTP).path("/last"), readiness.port()))
          .isEqualTo(new Finding.Passed());
      assertThat(readiness.heard()).isEqualTo("GET /last HTTP/1.1");
    }
  }

  @Test
  void an_answer_without_end_or_sense_is_no_witness() throws IOException {
    for (var answer : List.of("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(40_000), "220 mail\r\n")) {
      try (var member = silent();
          var readiness = readiness(answer)) {
        assertThat(Probe.run(deep().timeout(SHORT).ready(readyAt(readiness)), member.port()))
            .isInstanceOfSatisfying(
                Finding.Failed.class,
                found -> assertThat(found.cause()).contains("readiness cannot be asked: "));
      }
    }
  }
}
