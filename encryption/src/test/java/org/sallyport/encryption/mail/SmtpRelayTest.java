package org.sallyport.encryption.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SmtpRelayTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static KeptLetter letter(String recipient) {
    return new KeptLetter(
        "m_1",
        recipient,
        "enrolment-token",
        KeptLetter.State.WAITING,
        NOW,
        NOW.plusSeconds(60),
        NOW,
        0,
        "");
  }

  private static Handed hand(TestRelay relay, String recipient) {
    try (var smtp = SmtpRelay.open(relay.settings()).orElseThrow()) {
      return smtp.hand(letter(recipient), "Grüße\nfirst line\nsecond line: ä");
    }
  }

  @Test
  void a_letter_arrives_as_a_message() throws Exception {
    try (var relay = new TestRelay()) {
      assertThat(hand(relay, "ada@example.com")).isEqualTo(new Handed.Taken());
      assertThat(relay.next())
          .contains(
              "From: keys@example.com",
              "To: ada@example.com",
              "Message-ID: <m_1@example.com>",
              "Auto-Submitted: auto-generated",
              "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=",
              "first line\nsecond line: =C3=A4");
    }
  }

  @Test
  void refusals_for_good_and_for_now_are_told_apart() throws Exception {
    try (var relay = new TestRelay()) {
      relay.toRecipients = "550 5.1.1 nobody here";
      assertThat(hand(relay, "ada@example.com"))
          .isEqualTo(new Handed.Refused("550 5.1.1 nobody here"));
      relay.toRecipients = "450 4.2.1 busy";
      assertThat(hand(relay, "ada@example.com")).isEqualTo(new Handed.Later("450 4.2.1 busy"));
    }
  }

  @Test
  void a_relay_that_is_gone_gets_the_letter_later() throws Exception {
    var relay = new TestRelay();
    relay.close();
    assertThat(hand(relay, "ada@example.com"))
        .isInstanceOfSatisfying(
            Handed.Later.class, later -> assertThat(later.problem()).contains("refused"));
  }
}
