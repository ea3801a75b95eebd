package org.sallyport.encryption.mailgateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.mailqueue.TestHop;
import org.sallyport.wire.smtp.EnhancedStatus;
import org.sallyport.wire.smtp.Reply;

/** One connection of a sender, one to the next hop. */
final class InlineTest {
  private static final String MAIL =
      """
      From: anna@example.com
      Message-ID: <1@example.com>
      Subject: dots

      ..a
      end
      """
          .replace("\n", "\r\n");

  @TempDir private Path folder;
  private GatewayCase gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GatewayCase(folder);
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  @Test
  void the_next_hops_answer_is_the_senders() throws IOException {
    assertThat(gate.send(MAIL, "bert@example.org")).isEqualTo("250 2.0.0 kept at the next hop");
    assertThat(gate.next.taken)
        .singleElement()
        .satisfies(
            taken -> {
              assertThat(taken.from()).isEqualTo("anna@example.com");
              assertThat(taken.to()).containsExactly("bert@example.org");
              assertThat(taken.text()).isEqualTo(MAIL.replace("..a", ".a"));
            });
  }

  @Test
  void untouched_mail_is_the_same_octet_by_octet() throws IOException {
    var odd =
        "Subject: gr\u00fc\u00dfe\r\n  fold\r\nX: y\r\n\r\n"
            + "\u00e9 ".repeat(3000)
            + "\r\n \t \r\n\r\n\r\nno end of paragraph \r\n";
    gate.send(odd, "bert@example.org");
    assertThat(gate.next.taken.getFirst().text()).isEqualTo(odd);
  }

  @Test
  void text_beyond_memory_is_the_same_too_and_leaves_no_file() throws IOException {
    var long_ = "Subject: long\r\n\r\n" + "0123456789abcdef\r\n".repeat(40_000);
    gate.send(long_, "bert@example.org");
    assertThat(gate.next.taken.getFirst().text()).isEqualTo(long_);
    assertThat(folder.resolve("spool")).isDirectoryNotContaining("glob:**.sealed");
  }

  @Test
  void nobody_is_greeted_while_the_next_hop_is_down() throws IOException {
    gate.next.close();
    assertThat(GatewayCase.reply(gate.connect())).isEqualTo("421 4.4.1 the next hop is not there");
    assertThat(gate.gateway.impaired())
        .singleElement()
        .asString()
        .startsWith("mail-next-hop: outside: 127.0.0.1:");
    assertThat(gate.gateway.metrics()).contains("sallyport_mail_next_hop_up{next=\"outside\"} 0");
  }

  @Test
  void a_recipient_that_the_next_hop_refuses_is_refused_in_its_words() throws IOException {
    gate.next.recipients =
        to ->
            to.startsWith("nobody")
                ? Reply.of(550, "5.1.1", "no such person here")
                : Reply.of(250, "2.1.5", "yes");
    var client = gate.greeted();
    GatewayCase.say(client, "MAIL FROM:<anna@example.com>");
    assertThat(GatewayCase.say(client, "RCPT TO:<nobody@example.org>"))
        .isEqualTo("550 5.1.1 no such person here");
    assertThat(GatewayCase.say(client, "RCPT TO:<bert@example.org>")).isEqualTo("250 2.1.5 yes");
    GatewayCase.text(client, MAIL);
    assertThat(gate.next.taken.getFirst().to()).containsExactly("bert@example.org");
  }

  @Test
  void a_refusal_of_the_text_is_the_senders() throws IOException {
    gate.next.texts = _ -> Reply.of(552, "5.2.2", "the mailbox is full");
    assertThat(gate.send(MAIL, "bert@example.org")).isEqualTo("552 5.2.2 the mailbox is full");
  }

  @Test
  void a_next_hop_that_waits_for_a_slow_text_hears_that_somebody_is_there(@TempDir Path other)
      throws IOException {
    var steps = new CopyOnWriteArrayList<String>();
    try (var hop = new TestHop();
        var slow = GatewayCase.before(other, hop)) {
      hop.script =
          (step, line) -> {
            steps.add(step);
            return TestHop.Script.OBLIGING.reply(step, line);
          };
      var client = slow.greeted();
      GatewayCase.say(client, "MAIL FROM:<anna@example.com>");
      GatewayCase.say(client, "RCPT TO:<bert@example.org>");
      GatewayCase.say(client, "DATA");
      for (int i = 0; i < 3; i++) {
        slow.domain.clock.advance(Duration.ofMinutes(2));
        client.send("X-Slow: yes\r\n");
        int so = i;
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> steps.stream().filter("NOOP"::equals).count() > so);
      }
      client.send(MAIL + ".\r\n");
      assertThat(GatewayCase.reply(client)).startsWith("250");
      assertThat(hop.taken.element().text()).endsWith(".a\r\nend\r\n");
    }
  }

  @Test
  void what_is_too_large_for_the_next_hop_leaves_the_connection_fit_for_the_next_message()
      throws IOException {
    gate.next.capabilities = gate.next.capabilities.with("SIZE", "2000");
    gate.plan =
        (arrival, _) ->
            GatewayCase.planned(
                new Fate.Mail(
                    arrival.recipients(),
                    "encrypted",
                    Optional.of(
                        sink -> {
                          sink.write(new byte[4000]);
                          return Optional.empty();
                        })));
    var client = gate.greeted();
    for (int i = 0; i < 2; i++) {
      assertThat(GatewayCase.say(client, "MAIL FROM:<anna@example.com>")).startsWith("250");
      GatewayCase.say(client, "RCPT TO:<bert@example.org>");
      assertThat(GatewayCase.text(client, MAIL)).startsWith("552 5.3.4");
    }
  }

  @Test
  void one_protected_mail_goes_on_the_connection_that_is_held() throws IOException {
    gate.plan =
        (arrival, _) ->
            GatewayCase.planned(
                new Fate.Mail(
                    arrival.recipients(),
                    "encrypted",
                    Optional.of(
                        sink -> {
                          sink.write("Subject: [...]\r\n\r\nsealed\r\n".getBytes(ISO_8859_1));
                          return Optional.empty();
                        })));
    assertThat(gate.send(MAIL, "bert@example.org", "carl@example.org"))
        .isEqualTo("250 2.0.0 kept at the next hop");
    assertThat(gate.next.begun).hasValue(1);
    assertThat(gate.next.taken.getFirst().text())
        .isEqualTo("X-Sallyport-Passed: mail.example.com/in\r\nSubject: [...]\r\n\r\nsealed\r\n");
  }

  @Test
  void what_cannot_be_protected_is_not_sent_at_all() throws IOException {
    gate.plan =
        (arrival, _) ->
            GatewayCase.planned(
                new Fate.Mail(
                    arrival.recipients(),
                    "encrypted",
                    Optional.of(
                        sink -> {
                          sink.write("Subject: half".getBytes(ISO_8859_1));
                          return Optional.of("a key that cannot encrypt");
                        })));
    assertThat(gate.send(MAIL, "bert@example.org"))
        .isEqualTo("451 4.7.0 the message could not be protected");
    assertThat(gate.next.taken).isEmpty();
  }

  @Test
  void a_mistake_of_the_plan_sends_nothing() throws IOException {
    gate.plan =
        (_, _) -> {
          throw new IllegalStateException("broken");
        };
    assertThat(gate.send(MAIL, "bert@example.org")).startsWith("451 4.3.0");
    assertThat(gate.next.taken).isEmpty();
  }

  @Test
  void a_bounce_is_550_with_the_rules_reason() throws IOException {
    gate.plan =
        (arrival, _) ->
            GatewayCase.planned(
                new Fate.Bounce(
                    arrival.recipients(),
                    "No key for\r\nbert: ask them for one",
                    EnhancedStatus.of("5.7.1")));
    assertThat(gate.send(MAIL, "bert@example.org"))
        .isEqualTo("550 5.7.1 No key for  bert: ask them for one");
    assertThat(gate.next.taken).isEmpty();
  }

  @Test
  void what_nobody_could_find_out_is_asked_again_later() throws IOException {
    gate.plan =
        (arrival, _) ->
            GatewayCase.planned(
                new Fate.Mail(arrival.recipients(), "untouched", Optional.empty()),
                new Fate.Bounce(
                    arrival.recipients(), "no source answered", EnhancedStatus.of("4.7.0")));
    assertThat(gate.send(MAIL, "bert@example.org")).isEqualTo("451 4.7.0 no source answered");
    assertThat(gate.next.taken).isEmpty();
  }

  @Test
  void a_sender_who_goes_within_the_text_leaves_nothing() throws IOException {
    var client = gate.greeted();
    GatewayCase.say(client, "MAIL FROM:<anna@example.com>");
    GatewayCase.say(client, "RCPT TO:<bert@example.org>");
    GatewayCase.say(client, "DATA");
    client.send(MAIL);
    client.close();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> gate.gateway.metrics().contains("connections{listener=\"in\"} 0"));
    assertThat(gate.next.taken).isEmpty();
  }

  @Test
  void a_next_hop_that_dies_before_its_answer_leaves_the_message_with_the_sender()
      throws IOException {
    var first = new AtomicInteger();
    gate.next.texts =
        _ -> {
          if (first.getAndIncrement() == 0) {
            gate.next.close();
          }
          return Reply.of(451, "4.3.0", "never heard");
        };
    assertThat(gate.send(MAIL, "bert@example.org")).startsWith("421 4.4.2");
  }

  @Test
  void a_message_that_comes_again_after_a_lost_answer_is_not_doubled() throws IOException {
    assertThat(gate.send(MAIL, "bert@example.org")).startsWith("250");
    assertThat(gate.send(MAIL, "bert@example.org")).isEqualTo("250 2.0.0 taken before");
    assertThat(gate.next.taken).hasSize(1);
    assertThat(gate.send(MAIL, "carl@example.org")).isEqualTo("250 2.0.0 kept at the next hop");
    assertThat(gate.gateway.metrics())
        .contains("sallyport_mail_messages_total{listener=\"in\",result=\"repeated\"} 1");
  }

  @Test
  void a_message_without_an_id_may_be_sent_twice() throws IOException {
    var plain = "Subject: a\r\n\r\nb\r\n";
    gate.send(plain, "bert@example.org");
    gate.send(plain, "bert@example.org");
    assertThat(gate.next.taken).hasSize(2);
  }

  @Test
  void mail_in_circles_is_ended() throws IOException {
    var passed = "X-Sallyport-Passed: mail.example.com/in\r\n";
    assertThat(gate.send(passed.repeat(3) + MAIL, "bert@example.org")).startsWith("250");
    assertThat(gate.send(passed.repeat(4) + MAIL, "bert@example.org"))
        .isEqualTo("554 5.4.6 the message goes in circles");
    assertThat(gate.send("Received: x\r\n".repeat(51) + MAIL, "bert@example.org"))
        .startsWith("554 5.4.6");
  }

  @Test
  void what_cannot_be_read_is_refused() throws IOException {
    var deep = "X: y\r\n".repeat(1200) + "\r\nbody\r\n";
    assertThat(gate.send(deep, "bert@example.org")).startsWith("554 5.6.0 the message cannot be");
    assertThat(gate.next.taken).isEmpty();
  }

  @Test
  void a_drop_is_taken_and_goes_nowhere() throws IOException {
    gate.plan = (arrival, _) -> GatewayCase.planned(new Fate.Drop(arrival.recipients()));
    assertThat(gate.send(MAIL, "bert@example.org")).isEqualTo("250 2.0.0 taken");
    assertThat(gate.next.taken).isEmpty();
  }

  @Test
  void a_login_is_the_next_hops() throws IOException {
    gate.next.capabilities = gate.next.capabilities.with("AUTH", "PLAIN");
    var client = gate.greeted();
    assertThat(GatewayCase.say(client, "AUTH PLAIN AGFubmEAc2VjcmV0"))
        .isEqualTo("235 2.7.0 welcome");
  }

  @Test
  void several_messages_of_one_connection_pass() throws IOException {
    var client = gate.greeted();
    for (var id : List.of("a", "b", "c")) {
      GatewayCase.say(client, "MAIL FROM:<anna@example.com>");
      GatewayCase.say(client, "RCPT TO:<bert@example.org>");
      assertThat(GatewayCase.text(client, MAIL.replace("<1@", "<" + id + "@"))).startsWith("250");
    }
    assertThat(gate.next.taken).hasSize(3);
  }
}
