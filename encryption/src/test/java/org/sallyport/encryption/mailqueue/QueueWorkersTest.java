package org.sallyport.encryption.mailqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.mailqueue.TestHop.Script;

class QueueWorkersTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir Path folder;
  private final TestHop inside = new TestHop();
  private TestHop outside = new TestHop();
  private QueueRoom room;

  @BeforeEach
  void open() {
    room = QueueRoom.open(TestStores.SQLITE, folder, inside, outside);
  }

  @AfterEach
  void close() {
    room.close();
    room.test.close();
    inside.close();
    outside.close();
  }

  private static Script waitingAt(String step, CountDownLatch latch) {
    return (each, line) -> {
      if (each.equals(step)) {
        try {
          latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Script.OBLIGING.reply(each, line);
    };
  }

  @Test
  void several_connections_work_for_one_next_hop_and_no_more_than_are_allowed() throws Exception {
    var latch = new CountDownLatch(1);
    outside.script = waitingAt("MAIL", latch);
    room.start();
    for (int i = 0; i < 20; i++) {
      room.submit("bob" + i + "@example.org");
    }
    await().atMost(LONG).until(() -> outside.most() == QueueRoom.SETTINGS.connectionsPerHop());
    latch.countDown();
    for (int i = 0; i < 20; i++) {
      outside.next();
    }
    await().atMost(LONG).until(room::isEmpty);
    assertThat(outside.connections())
        .as("connections are used again")
        .isEqualTo(QueueRoom.SETTINGS.connectionsPerHop());
  }

  @Test
  void a_queue_that_is_longer_than_memory_is_sent_to_its_end() {
    int many = 3 * Lane.MOST;
    for (int i = 0; i < many; i++) {
      room.submit("bob" + i + "@example.org");
    }
    room.start();
    await().atMost(Duration.ofMinutes(2)).until(room::isEmpty);
    assertThat(outside.taken).hasSize(many);
  }

  @Test
  void what_found_no_room_in_memory_is_fetched_before_connections_have_nothing_to_do()
      throws Exception {
    var first = new CountDownLatch(1);
    outside.script = waitingAt("MAIL", first);
    room.start();
    int many = 2 * Lane.MOST;
    for (int i = 0; i < many; i++) {
      room.submit("bob" + i + "@example.org");
    }
    await().atMost(LONG).until(() -> outside.most() == QueueRoom.SETTINGS.connectionsPerHop());
    first.countDown();
    for (int i = 0; i < many; i++) {
      outside.next();
    }
    await().atMost(LONG).until(room::isEmpty);
    assertThat(outside.connections())
        .as("no connection has ended in between")
        .isEqualTo(QueueRoom.SETTINGS.connectionsPerHop());
  }

  @Test
  void a_next_hop_that_is_away_is_not_called_for_every_message() throws Exception {
    outside.script = Script.at("CONNECT", TestHop.DIE);
    for (int i = 0; i < 30; i++) {
      room.submit("bob" + i + "@example.org");
    }
    room.start();
    await().atMost(LONG).until(() -> room.running().isAbsent(Route.OUTSIDE));
    await().atMost(LONG).until(() -> room.queue.list().depth().inHand() == 0);
    assertThat(room.running().impaired())
        .containsExactly("mail-next-hop: outside: mail waits for it in the queue");
    int calls = outside.connections();
    assertThat(calls).isLessThanOrEqualTo(QueueRoom.SETTINGS.connectionsPerHop());
    room.submit("late@example.org");
    room.pass(Duration.ofSeconds(1));
    assertThat(outside.connections()).isEqualTo(calls);
    outside.script = Script.OBLIGING;
    room.pass(Duration.ofMinutes(2));
    for (int i = 0; i < 31; i++) {
      outside.next();
    }
    await().atMost(LONG).until(room::isEmpty);
    assertThat(room.running().isAbsent(Route.OUTSIDE)).isFalse();
  }

  @Test
  void what_waits_longest_for_a_next_hop_goes_as_soon_as_it_is_back() throws Exception {
    outside.script = Script.at("CONNECT", TestHop.DIE);
    room.start().submit("old@example.org");
    for (int i = 1; i < 7; i++) {
      long tries = i;
      await()
          .atMost(LONG)
          .until(
              () ->
                  room.all().getFirst().deliveries().getFirst().tries() == tries
                      && room.queue.list().depth().inHand() == 0);
      room.pass(Duration.ofMinutes(80));
    }
    await().atMost(LONG).until(() -> room.queue.list().depth().inHand() == 0);
    var due = room.all().getFirst().deliveries().getFirst().due();
    assertThat(due).isAfter(room.test.clock.instant().plus(Duration.ofMinutes(30)));
    outside.script = Script.OBLIGING;
    room.submit("new@example.org");
    room.queue.arouse(); // as an administrator does who knows that it is back
    assertThat(outside.next().to()).containsExactly("<new@example.org>");
    assertThat(outside.next().to()).containsExactly("<old@example.org>");
  }

  @Test
  void a_drain_lets_what_is_in_hand_end_and_leaves_the_rest_to_others() throws Exception {
    var latch = new CountDownLatch(1);
    outside.script = waitingAt("TEXT", latch);
    room.start();
    for (int i = 0; i < 8; i++) {
      room.submit("bob" + i + "@example.org");
    }
    await().atMost(LONG).until(() -> outside.most() == 3);
    var drain = Thread.ofVirtual().start(() -> room.running().drain(LONG));
    await().atMost(LONG).until(() -> room.queue.list().depth().due() == 5);
    latch.countDown();
    assertThat(drain.join(LONG)).isTrue();
    assertThat(outside.taken).hasSize(3);
    assertThat(room.rows("mail_queue")).isEqualTo(5);
    room.close();
    try (TestDomain sibling = room.test.sibling(folder);
        var other = new QueueRoom(sibling, inside, outside, "two", Lanes.FIXED)) {
      other.start();
      for (int i = 0; i < 8; i++) {
        outside.next();
      }
      await().atMost(LONG).until(room::isEmpty);
    }
  }

  @Test
  void a_locked_vault_sends_nothing_and_loses_nothing() throws Exception {
    room.submit("bob@example.org");
    try (var locked = TestDomain.locked(folder);
        var other = new QueueRoom(locked, inside, outside, "two", Lanes.FIXED)) {
      other.start();
      await().during(Duration.ofMillis(300)).atMost(LONG).until(() -> outside.connections() == 0);
      locked.light();
      other.queue.arouse();
      outside.next();
      await().atMost(LONG).until(room::isEmpty);
    }
  }

  @Test
  void mail_for_several_domains_goes_by_domain_where_dns_names_next_hops() throws Exception {
    room.submit("bob@example.org", "cyd@example.net", "bea@EXAMPLE.org");
    try (TestDomain sibling = room.test.sibling(folder);
        var other =
            new QueueRoom(
                sibling, inside, outside, "two", new Lanes(java.util.Set.of(Route.OUTSIDE)))) {
      other.start();
      assertThat(outside.next().to()).containsExactly("<bob@example.org>", "<bea@EXAMPLE.org>");
      assertThat(outside.next().to()).containsExactly("<cyd@example.net>");
      await().atMost(LONG).until(room::isEmpty);
      other.submit("bob@example.org", "cyd@example.net", "bea@EXAMPLE.org");
      var first = outside.next().to();
      var second = outside.next().to();
      assertThat(first.size() + second.size()).isEqualTo(3);
    }
  }
}
