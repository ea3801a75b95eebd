package org.sallyport.encryption.mailqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.mailqueue.TestHop.Script;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.Reply;

@ParameterizedClass
@EnumSource
class MailQueueTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private final TestHop inside = new TestHop();
  private final TestHop outside = new TestHop();
  private TestDomain test;
  private final List<AutoCloseable> open = new ArrayList<>();
  private QueueRoom room;

  @BeforeEach
  void open() {
    test = stores.open(folder);
    room = room(test, "one");
  }

  private QueueRoom room(TestDomain on, String node) {
    var made = new QueueRoom(on, inside, outside, node, Lanes.FIXED);
    open.add(made);
    return made;
  }

  @AfterEach
  void close() throws Exception {
    for (var each : open) {
      each.close();
    }
    test.close();
    inside.close();
    outside.close();
  }

  private void awaitEmpty() {
    await().atMost(LONG).until(room::isEmpty);
  }

  private void awaitTries(long tries) {
    await()
        .atMost(LONG)
        .until(
            () ->
                room.all().stream()
                    .flatMap(each -> each.deliveries().stream())
                    .allMatch(each -> each.tries() == tries && !each.inHand()));
  }

  @Test
  void a_message_goes_to_all_its_recipients_and_nothing_of_it_stays() throws Exception {
    room.start().submit("bob@example.org", "cyd@example.net");
    var taken = outside.next();
    assertThat(taken.from()).startsWith("<ann@example.com>");
    assertThat(taken.to()).containsExactly("<bob@example.org>", "<cyd@example.net>");
    assertThat(taken.text()).isEqualTo(QueueRoom.TEXT);
    awaitEmpty();
    assertThat(room.events)
        .containsExactly(
            "trace-1 bob@example.org DELIVERED 250 2.0.0 yes",
            "trace-1 cyd@example.net DELIVERED 250 2.0.0 yes");
  }

  @Test
  void what_was_submitted_before_anybody_sends_is_found() throws Exception {
    room.submit("bob@example.org");
    room.start();
    assertThat(outside.next().to()).containsExactly("<bob@example.org>");
    awaitEmpty();
  }

  @Test
  void a_transaction_that_fails_sends_nothing() {
    room.start();
    assertThatThrownBy(
            () ->
                test.store.write(
                    in -> {
                      room.queue.submit(
                          in,
                          room.submission(
                              Route.OUTSIDE,
                              "ann@example.com",
                              MailParameters.NONE,
                              QueueRoom.to("bob@example.org")));
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no content");
    assertThat(room.isEmpty()).isTrue();
  }

  @Test
  void who_was_deferred_is_tried_again_and_the_others_are_not() throws Exception {
    outside.script =
        (step, line) ->
            step.equals("RCPT") && line.contains("bob")
                ? "451 4.7.1 come again"
                : Script.OBLIGING.reply(step, line);
    room.start().submit("bob@example.org", "cyd@example.net");
    assertThat(outside.next().to()).containsExactly("<cyd@example.net>");
    awaitTries(1);
    var waiting = room.all().getFirst().deliveries().getFirst();
    assertThat(waiting.problem()).isEqualTo("451 4.7.1 come again");
    assertThat(waiting.recipients()).containsExactly("bob@example.org");
    assertThat(waiting.due())
        .isBetween(test.clock.instant().plusSeconds(48), test.clock.instant().plusSeconds(72));
    outside.script = Script.OBLIGING;
    room.pass(Duration.ofSeconds(20));
    assertThat(outside.taken).isEmpty();
    room.pass(Duration.ofSeconds(60));
    assertThat(outside.next().to()).containsExactly("<bob@example.org>");
    awaitEmpty();
  }

  @Test
  void each_step_that_fails_for_now_is_tried_again() throws Exception {
    for (var step : List.of("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "TEXT")) {
      for (var how : List.of("451 4.3.0 not now", "421 4.3.2 going", TestHop.DIE)) {
        outside.taken.clear();
        outside.script = Script.at(step, how);
        outside.endAll(); // which the connection that waits for more must not blame on the next
        var here = "bob-" + step + "@example.org";
        if (step.equals("CONNECT") && how.startsWith("451")) {
          room.start();
        }
        room.submit(here);
        awaitTries(1);
        assertThat(room.all()).as(step + " " + how).hasSize(1);
        outside.taken.clear();
        outside.script = Script.OBLIGING;
        room.pass(Duration.ofMinutes(3));
        assertThat(outside.next().to()).as(step + " " + how).containsExactly("<" + here + ">");
        awaitEmpty();
      }
    }
  }

  @Test
  void each_step_that_says_never_is_reported_to_the_sender() throws Exception {
    room.start();
    for (var step : List.of("MAIL", "RCPT", "DATA", "TEXT")) {
      outside.script = Script.at(step, "550 5.7.1 not you");
      room.submit("bob@example.org");
      var report = inside.next();
      assertThat(report.from()).startsWith("<>");
      assertThat(report.to()).containsExactly("<ann@example.com> NOTIFY=NEVER");
      assertThat(report.text())
          .contains("Final-Recipient: rfc822; bob@example.org", "Action: failed", "Status: 5.7.1")
          .contains("550 5.7.1 not you", "Reporting-MTA: dns; gate.example.com")
          .contains("Subject: a secret subject")
          .doesNotContain("the text");
      awaitEmpty();
    }
  }

  @Test
  void a_stall_ends_and_is_tried_again() throws Exception {
    outside.script = Script.at("MAIL", TestHop.STALL);
    room.start().submit("bob@example.org");
    awaitTries(1);
    outside.script = Script.OBLIGING;
    room.pass(Duration.ofMinutes(3));
    assertThat(outside.next().to()).containsExactly("<bob@example.org>");
  }

  @Test
  void a_text_without_an_answer_is_sent_again() throws Exception {
    outside.script = Script.at("TEXT", TestHop.DIE);
    room.start().submit("bob@example.org");
    outside.next();
    awaitTries(1);
    outside.script = Script.OBLIGING;
    room.pass(Duration.ofMinutes(3));
    outside.next();
    awaitEmpty();
    assertThat(room.running().metrics())
        .contains("tries_total{outcome=\"unknown\"} 1")
        .contains("tries_total{outcome=\"accepted\"} 1");
  }

  @Test
  void a_message_that_is_never_taken_is_told_late_and_given_up_in_the_end() throws Exception {
    outside.script = Script.at("MAIL", "450 4.2.0 full");
    room.start().submit("bob@example.org");
    awaitTries(1);
    room.pass(Duration.ofHours(4).plusMinutes(5));
    var late = inside.next();
    assertThat(late.text()).contains("Action: delayed", "Will-Retry-Until: ", "450 4.2.0 full");
    awaitTries(2);
    room.pass(Duration.ofHours(4));
    awaitTries(3);
    assertThat(inside.taken).isEmpty();
    room.pass(Duration.ofDays(5));
    var failed = inside.next();
    assertThat(failed.text()).contains("Action: failed", "Status: 5.4.7", "450 4.2.0 full");
    awaitEmpty();
    assertThat(room.events.getLast()).startsWith("trace-1 bob@example.org REFUSED given up");
  }

  @Test
  void a_report_is_never_answered_by_a_report() throws Exception {
    outside.script = Script.at("RCPT", "550 5.1.1 nobody");
    room.start()
        .submit(
            room.submission(
                Route.OUTSIDE, "", MailParameters.NONE, QueueRoom.to("bob@example.org")));
    await().atMost(LONG).until(() -> !room.events.isEmpty());
    awaitEmpty();
    assertThat(inside.taken).isEmpty();
    assertThat(outside.taken).isEmpty();
  }

  @Test
  void what_a_node_that_dies_has_in_hand_another_takes_over() throws Exception {
    var leased =
        room.submitLeased(
            room.submission(
                Route.OUTSIDE,
                "ann@example.com",
                MailParameters.NONE,
                QueueRoom.to("bob@example.org")));
    assertThat(leased).hasSize(1);
    try (var sibling = test.sibling(folder)) {
      var other = room(sibling, "two").start();
      other.pass(Duration.ofSeconds(30));
      assertThat(outside.taken).isEmpty();
      other.pass(Holder.LEASE);
      assertThat(outside.next().to()).containsExactly("<bob@example.org>");
      awaitEmpty();
      other.close();
    }
  }

  @Test
  void a_lease_that_is_renewed_is_left_alone() {
    room.submitLeased(
        room.submission(
            Route.OUTSIDE,
            "ann@example.com",
            MailParameters.NONE,
            QueueRoom.to("bob@example.org")));
    test.clock.advance(Holder.LEASE.minusSeconds(10));
    room.queue.renew();
    test.clock.advance(Holder.LEASE.minusSeconds(10));
    assertThat(room.queue.due(10)).isEmpty();
    test.clock.advance(Duration.ofSeconds(20));
    assertThat(room.queue.due(10)).hasSize(1);
  }

  private Leased leased() {
    return room.submitLeased(
            room.submission(
                Route.OUTSIDE,
                "ann@example.com",
                MailParameters.NONE,
                QueueRoom.to("bob@example.org")))
        .getFirst();
  }

  @Test
  void a_lease_whose_submitter_hands_over_for_hours_is_left_alone() {
    var leased = leased();
    for (int i = 0; i < 100; i++) {
      test.clock.advance(Duration.ofMinutes(1));
      room.queue.renew();
    }
    assertThat(room.queue.due(10)).isEmpty();
    room.queue.forget(leased);
    test.clock.advance(Holder.LEASE);
    room.queue.renew();
    assertThat(room.queue.due(10)).hasSize(1);
  }

  @Test
  void a_node_that_closes_gives_nothing_back_that_is_handed_over_just_now() {
    leased();
    room.close();
    assertThat(room.queue.due(10)).isEmpty();
    test.clock.advance(Holder.LEASE);
    assertThat(room.queue.due(10)).hasSize(1);
  }

  @Test
  void a_node_that_starts_again_takes_its_own_back_at_once() throws Exception {
    room.submitLeased(
        room.submission(
            Route.OUTSIDE,
            "ann@example.com",
            MailParameters.NONE,
            QueueRoom.to("bob@example.org")));
    try (var sibling = test.sibling(folder)) {
      var again = room(sibling, "one").start();
      assertThat(outside.next().to()).containsExactly("<bob@example.org>");
      awaitEmpty();
      again.close();
    }
  }

  @Test
  void who_hands_over_itself_settles_and_the_queue_does_the_rest() throws Exception {
    room.start();
    var leased =
        room.submitLeased(
                room.submission(
                    Route.OUTSIDE,
                    "ann@example.com",
                    MailParameters.NONE,
                    QueueRoom.to("bob@example.org"),
                    QueueRoom.to("cyd@example.net"),
                    QueueRoom.to("dan@example.net")))
            .getFirst();
    assertThat(outside.taken).isEmpty();
    room.queue.settle(
        leased,
        List.of(
            new Outcome.Accepted(Reply.of(250, "2.0.0", "yes")),
            new Outcome.Refused(Reply.of(550, "5.1.1", "nobody")),
            new Outcome.Unknown("the connection broke")));
    assertThat(inside.next().text()).contains("cyd@example.net").doesNotContain("dan@example");
    room.pass(Duration.ofMinutes(2));
    assertThat(outside.next().to()).containsExactly("<dan@example.net>");
    awaitEmpty();
  }

  @Test
  void what_was_settled_by_two_nodes_is_told_once() throws Exception {
    room.start();
    var leased =
        room.submitLeased(
                room.submission(
                    Route.OUTSIDE,
                    "ann@example.com",
                    MailParameters.NONE,
                    QueueRoom.to("bob@example.org")))
            .getFirst();
    var refused = List.<Outcome>of(new Outcome.Refused(Reply.of(550, "5.1.1", "nobody")));
    room.queue.settle(leased, refused);
    room.queue.settle(leased, refused);
    inside.next();
    awaitEmpty();
    assertThat(inside.taken).isEmpty();
    assertThat(room.events).hasSize(1);
  }

  @Test
  void an_administrator_sees_finds_retries_gives_up_and_drops() throws Exception {
    outside.script = Script.at("MAIL", "450 4.2.0 full");
    room.start().submit("bob@example.org");
    room.submit("cyd_100%@example.net");
    await()
        .atMost(LONG)
        .until(
            () -> room.all().stream().allMatch(each -> each.deliveries().getFirst().tries() == 1));
    awaitTries(1);
    var list = room.queue.list();
    assertThat(list.search("CYD_100%", 10)).hasSize(1);
    assertThat(list.search("_", 10)).hasSize(1);
    assertThat(list.search("ann@", 10)).hasSize(2);
    assertThat(list.search("trace-1", 10)).hasSize(2);
    assertThat(list.search("outside", 10)).hasSize(2);
    assertThat(list.search("nobody@", 10)).isEmpty();
    assertThat(list.depth().waiting()).isEqualTo(2);
    assertThat(list.depth().oldest()).contains(test.clock.instant());
    var bob = list.search("bob@", 10).getFirst();
    var cyd = list.search("cyd", 10).getFirst();
    assertThat(list.retry("q_nothing")).isEqualTo(QueueList.Done.UNKNOWN);
    assertThat(list.giveUp("q_nothing")).isEqualTo(QueueList.Done.UNKNOWN);
    assertThat(list.drop(cyd.id())).isEqualTo(QueueList.Done.DONE);
    assertThat(list.find(cyd.id())).isEmpty();
    assertThat(list.giveUp(bob.id())).isEqualTo(QueueList.Done.DONE);
    assertThat(inside.next().text()).contains("an administrator has given the message up");
    awaitEmpty();
    assertThat(inside.taken).isEmpty();
    room.submit("dan@example.org");
    awaitTries(1);
    outside.script = Script.OBLIGING;
    assertThat(list.retry(room.all().getFirst().id())).isEqualTo(QueueList.Done.DONE);
    assertThat(outside.next().to()).containsExactly("<dan@example.org>");
    awaitEmpty();
  }

  @Test
  void what_is_in_hand_is_left_in_hand() {
    var leased =
        room.submitLeased(
                room.submission(
                    Route.OUTSIDE,
                    "ann@example.com",
                    MailParameters.NONE,
                    QueueRoom.to("bob@example.org")))
            .getFirst();
    assertThat(room.queue.list().drop(leased.message())).isEqualTo(QueueList.Done.IN_HAND);
    assertThat(room.queue.list().giveUp(leased.message())).isEqualTo(QueueList.Done.IN_HAND);
    room.queue.giveBack(leased);
    assertThat(room.queue.list().drop(leased.message())).isEqualTo(QueueList.Done.DONE);
    assertThat(room.isEmpty()).isTrue();
    assertThat(room.events)
        .containsExactly("trace-1 bob@example.org REFUSED an administrator has dropped it");
  }
}
