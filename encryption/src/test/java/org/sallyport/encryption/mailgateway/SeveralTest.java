package org.sallyport.encryption.mailgateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.wire.smtp.EnhancedStatus;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;

/** Messages that become several, or something else than mail, on a connection that is held. */
final class SeveralTest {
  private static final String MAIL =
      "From: anna@example.com\r\nMessage-ID: <1@example.com>\r\nSubject: secret\r\n\r\nend\r\n";
  private static final MailAddress BERT = new MailAddress("bert", "example.org");
  private static final MailAddress CARL = new MailAddress("carl", "example.org");
  private static final MailAddress FULL = new MailAddress("full", "example.org");

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

  private static Fate.Mail sealed(MailAddress to) {
    return new Fate.Mail(
        List.of(to),
        "encrypted",
        Optional.of(
            sink -> {
              sink.write(("Subject: [...]\r\n\r\nfor " + to + "\r\n").getBytes(ISO_8859_1));
              return Optional.empty();
            }));
  }

  private void plan(Fate... fates) {
    gate.plan = (_, _) -> GatewayCase.planned(fates);
  }

  private long rows(String table) {
    return gate.store()
        .<Long>read(
            in ->
                in.first("SELECT count(*) AS n FROM " + table, row -> row.number("n"))
                    .orElseThrow());
  }

  @Test
  void each_gets_a_mail_of_their_own_on_the_same_connection() throws IOException {
    plan(sealed(BERT), sealed(CARL));
    assertThat(gate.send(MAIL, "bert@example.org", "carl@example.org"))
        .startsWith("250 2.0.0 kept as t_");
    assertThat(gate.next.taken)
        .extracting(NextServer.Taken::to)
        .containsExactly(List.of("bert@example.org"), List.of("carl@example.org"));
    assertThat(gate.next.taken.getLast().text()).endsWith("for carl@example.org\r\n");
    assertThat(rows("mail_deliveries")).isZero();
    assertThat(rows("contents")).isZero();
  }

  @Test
  void all_of_it_is_in_the_store_before_anything_is_handed_over() throws IOException {
    plan(sealed(BERT), sealed(CARL));
    var seen = new CopyOnWriteArrayList<Long>();
    gate.next.texts =
        _ -> {
          seen.add(rows("mail_deliveries"));
          seen.add(rows("mail_handovers"));
          return Reply.of(250, "2.0.0", "kept");
        };
    gate.send(MAIL, "bert@example.org", "carl@example.org");
    assertThat(seen).startsWith(2L, 1L);
  }

  @Test
  void what_the_next_hop_does_not_take_now_stays_in_the_queue() throws IOException {
    plan(sealed(BERT), sealed(CARL));
    gate.next.texts =
        text ->
            text.contains("carl")
                ? Reply.of(452, "4.3.1", "no room")
                : Reply.of(250, "2.0.0", "kept");
    assertThat(gate.send(MAIL, "bert@example.org", "carl@example.org")).startsWith("250");
    assertThat(gate.next.taken).hasSize(1);
    assertThat(rows("mail_deliveries")).isEqualTo(1);
  }

  @Test
  void a_slow_next_hop_does_not_keep_the_sender_waiting_for_all_of_them() throws IOException {
    plan(sealed(BERT), sealed(CARL));
    gate.next.texts =
        _ -> {
          gate.domain.clock.advance(Duration.ofMinutes(5));
          return Reply.of(250, "2.0.0", "kept");
        };
    assertThat(gate.send(MAIL, "bert@example.org", "carl@example.org")).startsWith("250");
    assertThat(gate.next.taken).hasSize(1);
    assertThat(
            gate.store()
                .<List<Long>>read(
                    in ->
                        in.all("SELECT leased FROM mail_deliveries", row -> row.number("leased"))))
        .containsExactly(0L);
  }

  @Test
  void a_next_hop_that_dies_within_leaves_all_that_it_has_not_answered_in_the_queue()
      throws IOException {
    plan(sealed(BERT), sealed(CARL));
    gate.next.texts =
        _ -> {
          gate.next.close();
          return Reply.of(250, "2.0.0", "never heard");
        };
    assertThat(gate.send(MAIL, "bert@example.org", "carl@example.org")).startsWith("250");
    assertThat(rows("mail_deliveries")).isEqualTo(2);
  }

  @Test
  void one_that_cannot_be_protected_keeps_all_from_being_sent() throws IOException {
    plan(
        sealed(BERT),
        new Fate.Mail(List.of(CARL), "encrypted", Optional.of(_ -> Optional.of("a weak key"))));
    assertThat(gate.send(MAIL, "bert@example.org", "carl@example.org"))
        .isEqualTo("451 4.7.0 the message could not be protected");
    assertThat(gate.next.taken).isEmpty();
    assertThat(rows("mail_deliveries")).isZero();
    assertThat(rows("mail_handovers")).isZero();
  }

  @Test
  void some_who_do_not_get_it_are_told_to_the_sender_by_a_report() throws IOException {
    plan(
        sealed(BERT),
        new Fate.Bounce(List.of(CARL), "carl has no key", EnhancedStatus.of("5.7.1")));
    assertThat(gate.send(MAIL, "bert@example.org", "carl@example.org")).startsWith("250");
    assertThat(gate.next.taken).hasSize(1);
    assertThat(
            gate.store()
                .<String>read(
                    in ->
                        in.first(
                                "SELECT r.address AS a FROM mail_queue_recipients r",
                                row -> row.text("a"))
                            .orElseThrow()))
        .isEqualTo("anna@example.com");
  }

  @Test
  void web_mail_is_in_the_box_with_the_250() throws IOException {
    plan(new Fate.Box(List.of(CARL)));
    assertThat(gate.send(MAIL, "carl@example.org")).startsWith("250 2.0.0 kept as ");
    assertThat(gate.next.taken).isEmpty();
    var content = gate.boxed.getFirst();
    try (var in = gate.domain.domain.contents().open(content)) {
      assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(MAIL);
    }
  }

  @Test
  void a_full_box_is_the_senders_answer() throws IOException {
    plan(new Fate.Box(List.of(FULL)));
    assertThat(gate.send(MAIL, "full@example.org")).isEqualTo("552 5.2.2 the mailbox is full");
    assertThat(rows("contents")).isZero();
    assertThat(rows("mail_handovers")).isZero();
  }

  @Test
  void a_full_box_of_several_is_told_by_a_report() throws IOException {
    plan(new Fate.Box(List.of(CARL, FULL)));
    assertThat(gate.send(MAIL, "carl@example.org", "full@example.org")).startsWith("250");
    assertThat(rows("mail_deliveries")).isEqualTo(1);
  }

  @Test
  void several_that_come_again_are_not_doubled() throws IOException {
    plan(sealed(BERT), sealed(CARL));
    gate.send(MAIL, "bert@example.org", "carl@example.org");
    assertThat(gate.send(MAIL, "carl@example.org", "bert@example.org"))
        .isEqualTo("250 2.0.0 taken before");
    assertThat(gate.next.taken).hasSize(2);
  }

  @Test
  void what_a_killed_node_may_have_sent_is_not_sent_again_and_its_sender_is_told()
      throws IOException {
    plan(new Fate.Mail(List.of(BERT), "untouched", Optional.empty()));
    gate.send(MAIL, "bert@example.org");
    gate.store().write(in -> in.run("UPDATE mail_handovers SET doubtful = 1"));
    assertThat(gate.send(MAIL, "bert@example.org"))
        .isEqualTo("250 2.0.0 sent before, and may have arrived");
    assertThat(gate.send(MAIL, "bert@example.org")).isEqualTo("250 2.0.0 taken before");
    assertThat(gate.next.taken).hasSize(1);
    assertThat(rows("mail_deliveries")).isEqualTo(1);
  }

  @Test
  void whom_a_rule_adds_gets_the_mail_too() throws IOException {
    plan(new Fate.Mail(List.of(BERT, CARL), "untouched", Optional.empty()));
    assertThat(gate.send(MAIL, "bert@example.org")).startsWith("250");
    assertThat(gate.next.taken.getFirst().to())
        .containsExactly("bert@example.org", "carl@example.org");
    assertThat(gate.next.taken.getFirst().text()).isEqualTo(MAIL);
  }
}
