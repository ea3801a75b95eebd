package org.sallyport.encryption.mailqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.mailqueue.TestHop.Script;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.Notify;
import org.sallyport.wire.smtp.OriginalRecipient;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Return;

class QueueReportsTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir Path folder;
  private final TestHop inside = new TestHop();
  private final TestHop outside = new TestHop();
  private QueueRoom room;

  @BeforeEach
  void open() {
    room = QueueRoom.open(TestStores.SQLITE, folder, inside, outside).start();
  }

  @AfterEach
  void close() {
    room.close();
    room.test.close();
    inside.close();
    outside.close();
  }

  private static Envelope.To to(String address, Set<Notify> reports) {
    return new Envelope.To(
        MailAddress.parse(address).orElseThrow(),
        new RecipientParameters(reports, OriginalRecipient.parse("rfc822;first+2Blast@a.example")));
  }

  private static MailParameters returned(Return what) {
    return new MailParameters(
        OptionalLong.empty(),
        Optional.empty(),
        false,
        Optional.of(what),
        Optional.of("the+20envelope"),
        Optional.empty());
  }

  private void submit(Route route, String from, MailParameters parameters, Envelope.To... to) {
    room.submit(room.submission(route, from, parameters, to));
  }

  private void awaitEmpty() {
    await().atMost(LONG).until(room::isEmpty);
  }

  @Test
  void the_sender_says_for_whom_failures_are_told() throws Exception {
    outside.script = Script.at("RCPT", "550 5.1.1 nobody");
    submit(
        Route.OUTSIDE,
        "ann@example.com",
        returned(Return.HDRS),
        to("a@example.org", Set.of(Notify.NEVER)),
        to("b@example.org", Set.of(Notify.SUCCESS, Notify.DELAY)),
        to("c@example.org", Set.of(Notify.FAILURE)));
    assertThat(inside.next().text())
        .contains("Final-Recipient: rfc822; c@example.org", "Original-Envelope-Id: the envelope")
        .contains("Original-Recipient: rfc822; first+last@a.example")
        .doesNotContain("rfc822; a@", "rfc822; b@", "the text");
    awaitEmpty();
    assertThat(inside.taken).isEmpty();
    assertThat(room.running().metrics()).contains("reports_total{kind=\"failed\"} 1");
  }

  @Test
  void a_delay_is_told_to_those_who_want_it() throws Exception {
    outside.script = Script.at("RCPT", "450 4.2.0 full");
    submit(
        Route.OUTSIDE,
        "ann@example.com",
        MailParameters.NONE,
        to("a@example.org", Set.of(Notify.FAILURE)),
        to("b@example.org", Set.of(Notify.DELAY)));
    await().atMost(LONG).until(() -> room.all().getFirst().deliveries().getFirst().tries() == 1);
    room.pass(Duration.ofHours(5));
    assertThat(inside.next().text()).contains("b@example.org").doesNotContain("rfc822; a@");
  }

  @Test
  void the_whole_message_comes_back_where_it_is_asked_for() throws Exception {
    outside.script = Script.at("RCPT", "550 5.1.1 nobody");
    submit(
        Route.OUTSIDE,
        "ann@example.com",
        returned(Return.FULL),
        to("c@example.org", Set.of(Notify.FAILURE)));
    assertThat(inside.next().text()).contains("message/rfc822", "the text");
  }

  @Test
  void success_is_told_where_the_next_hop_tells_nothing() throws Exception {
    outside.offers = List.of("PIPELINING");
    submit(
        Route.OUTSIDE,
        "ann@example.com",
        MailParameters.NONE,
        to("a@example.org", Set.of(Notify.SUCCESS)),
        to("b@example.org", Set.of(Notify.FAILURE)));
    assertThat(inside.next().text())
        .contains("Action: relayed", "a@example.org", "Remote-MTA: dns; 127.0.0.1")
        .doesNotContain("rfc822; b@");
    awaitEmpty();
  }

  @Test
  void success_is_left_to_a_next_hop_that_tells_it() throws Exception {
    submit(
        Route.OUTSIDE,
        "ann@example.com",
        returned(Return.HDRS),
        to("a@example.org", Set.of(Notify.SUCCESS)));
    var taken = outside.next();
    assertThat(taken.from()).contains("RET=HDRS", "ENVID=the+20envelope");
    assertThat(taken.to().getFirst())
        .contains("NOTIFY=SUCCESS", "ORCPT=rfc822;first+2Blast@a.example");
    awaitEmpty();
    assertThat(inside.taken).isEmpty();
  }

  @Test
  void a_sender_outside_learns_no_more_than_what_was_on_the_outside() throws Exception {
    inside.script = Script.at("RCPT", "550 5.1.1 nobody");
    submit(
        Route.INSIDE,
        "bob@example.org",
        returned(Return.FULL),
        to("ann@example.com", Set.of(Notify.FAILURE)));
    var report = outside.next();
    assertThat(report.to()).containsExactly("<bob@example.org> NOTIFY=NEVER");
    assertThat(report.text())
        .contains("Message-ID: <1@example.com>", "Final-Recipient: rfc822; ann@example.com")
        .doesNotContain("a secret subject", "the text");
    awaitEmpty();
  }

  @Test
  void what_may_have_been_opened_here_does_not_go_back_whichever_next_hop_it_took()
      throws Exception {
    outside.script =
        (each, line) ->
            each.equals("RCPT") && line.contains("ann@")
                ? "550 5.1.1 nobody"
                : Script.OBLIGING.reply(each, line);
    submit(
        Route.OUTSIDE,
        "mallory@example.org",
        returned(Return.FULL),
        to("ann@example.com", Set.of(Notify.FAILURE)));
    var report = outside.next();
    assertThat(report.to()).containsExactly("<mallory@example.org> NOTIFY=NEVER");
    assertThat(report.text()).doesNotContain("a secret subject", "the text");
    awaitEmpty();
  }

  @Test
  void who_wants_no_reports_gets_none() throws Exception {
    outside.script = Script.at("RCPT", "550 5.1.1 nobody");
    var asked =
        room.submission(
            Route.OUTSIDE, "ann@example.com", MailParameters.NONE, QueueRoom.to("bob@example.org"));
    room.submit(
        new Submission(asked.from(), asked.parameters(), asked.to(), asked.route(), "", "", false));
    awaitEmpty();
    assertThat(inside.taken).isEmpty();
    assertThat(room.events).isEmpty();
  }

  @Test
  void a_message_that_cannot_be_read_any_more_is_reported_without_its_header() throws Exception {
    outside.script = Script.at("MAIL", "450 4.2.0 full");
    submit(
        Route.OUTSIDE,
        "ann@example.com",
        MailParameters.NONE,
        to("bob@example.org", Set.of(Notify.FAILURE)));
    await().atMost(LONG).until(() -> room.all().getFirst().deliveries().getFirst().tries() == 1);
    room.test.store.write(in -> in.run("DELETE FROM content_chunks"));
    outside.script = Script.OBLIGING;
    room.pass(Duration.ofMinutes(3));
    await().atMost(LONG).until(() -> room.all().getFirst().deliveries().getFirst().tries() == 2);
    assertThat(outside.taken).isEmpty();
    assertThat(room.all().getFirst().deliveries().getFirst().problem())
        .contains("could not be read");
    room.pass(Duration.ofDays(6));
    assertThat(inside.next().text()).contains("Status: 5.4.7").doesNotContain("Subject: a secret");
    awaitEmpty();
  }
}
