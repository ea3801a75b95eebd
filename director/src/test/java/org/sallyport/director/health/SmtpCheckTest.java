package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.HealthCheckSettings.Check;

class SmtpCheckTest {
  private static final Checks SMTP = Checks.of(Check.SMTP);

  private static ScriptedMember greeting(String greeting) throws IOException {
    return ScriptedMember.playing(
        stage -> {
          stage.say(greeting);
          stage.hear();
          stage.say("221 2.0.0 Bye\r\n");
          stage.hear();
        });
  }

  @Test
  void a_greeting_passes_and_the_check_leaves_politely() throws IOException {
    try (var member = greeting("220 mx.example.com ESMTP\r\n")) {
      assertThat(Probe.run(SMTP, member.port())).isEqualTo(new Finding.Passed());
      assertThat(member.heard()).isEqualTo("QUIT");
      assertThat(member.heard()).isEqualTo("(end)");
    }
  }

  @Test
  void a_greeting_of_several_lines_is_read_to_its_end() throws IOException {
    try (var member = greeting("220-mx.example.com\r\n220-no spam\r\n220 ready\r\n")) {
      assertThat(Probe.run(SMTP, member.port())).isEqualTo(new Finding.Passed());
      assertThat(member.heard()).isEqualTo("QUIT");
    }
  }

  @Test
  void a_member_whose_next_hop_is_away_fails_with_its_words_and_is_left_politely()
      throws IOException {
    try (var member = greeting("421 4.3.2 next hop is not available\r\n")) {
      assertThat(Probe.run(SMTP, member.port()))
          .isEqualTo(
              new Finding.Failed("greeting 421 4.3.2 next hop is not available, expected 220"));
      assertThat(member.heard()).isEqualTo("QUIT");
    }
  }

  @Test
  void a_member_that_refuses_and_hangs_up_fails_with_its_words() throws IOException {
    try (var member = ScriptedMember.playing(stage -> stage.say("554 5.7.1 go away\r\n"))) {
      assertThat(Probe.run(SMTP, member.port()))
          .isEqualTo(new Finding.Failed("greeting 554 5.7.1 go away, expected 220"));
    }
  }

  @Test
  void a_member_that_never_answers_quit_passes_all_the_same() throws IOException {
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.say("220 mx\r\n");
              stage.waitForEnd();
            })) {
      assertThat(Probe.run(Checks.of(Check.SMTP).timeout(Duration.ofMillis(200)), member.port()))
          .isEqualTo(new Finding.Passed());
    }
  }

  @Test
  void a_member_that_does_not_greet_fails_and_hears_nothing() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::hear)) {
      assertThat(Probe.run(Checks.of(Check.SMTP).timeout(Duration.ofMillis(150)), member.port()))
          .isEqualTo(new Finding.Failed("no greeting within 150ms"));
      assertThat(member.heard()).isEqualTo("(end)");
    }
  }

  @Test
  void a_member_that_hangs_up_before_the_greeting_fails() throws IOException {
    try (var member = ScriptedMember.playing(stage -> stage.say("22"))) {
      assertThat(Probe.run(SMTP, member.port()))
          .isEqualTo(new Finding.Failed("connection closed before the greeting"));
    }
  }

  @Test
  void what_is_no_reply_fails_and_is_shown() throws IOException {
    try (var member = ScriptedMember.playing(stage -> stage.say("* OK IMAP4 ready\r\n"))) {
      assertThat(Probe.run(SMTP, member.port()))
          .isEqualTo(new Finding.Failed("not an SMTP reply: * OK IMAP4 ready"));
    }
  }

  @Test
  void a_greeting_without_end_is_given_up() throws IOException {
    try (var member = ScriptedMember.playing(stage -> stage.say("220-more\r\n".repeat(100)))) {
      assertThat(Probe.run(SMTP, member.port()))
          .isEqualTo(new Finding.Failed("a greeting of more than 20 lines"));
    }
  }
}
