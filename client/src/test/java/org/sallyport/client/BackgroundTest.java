package org.sallyport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.client.key.Passphrases;
import org.sallyport.client.policy.Policies;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.MutableClock;

class BackgroundTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path parent;
  private final MutableClock clock = Realms.clock();
  private final FakeRealm realm = new FakeRealm(clock);
  private final List<Sync> told = new CopyOnWriteArrayList<>();

  private Passphrases passphrases = Passphrases.none();

  private Background background(Client client) {
    return new Background(client, "test", RandomGenerator.getDefault(), passphrases, told::add);
  }

  private static FutureTask<Optional<String>> start(Background background) {
    var task = new FutureTask<>(background::run);
    Thread.ofVirtual().start(task);
    return task;
  }

  @Test
  void servers_may_die_in_turn_and_no_line_is_missing_or_doubled() throws Exception {
    realm.policyClient.put("updateIntervalSeconds", 1);
    var first = FakeServer.start(realm::answer);
    try (var second = FakeServer.start(realm::answer);
        var client = Realms.enrolled(parent.resolve("s"), clock, first.place(), second.place())) {
      var background = background(client);
      var running = start(background);
      await().atMost(LONG).until(() -> !told.isEmpty());
      first.close();
      await().atMost(LONG).until(() -> realm.events().contains("server-lost"));
      background.stop();
      assertThat(running.get(60, java.util.concurrent.TimeUnit.SECONDS)).isEmpty();
      client.log().upload(client.calls());

      assertThat(told)
          .allSatisfy(
              sync ->
                  assertThat(sync.policy()).isNotInstanceOf(Policies.Outcome.Unreachable.class));
      var numbers =
          realm.lines().stream().map(row -> Integer.parseInt(row.fields().get("line"))).toList();
      assertThat(numbers).isSorted().doesNotHaveDuplicates().last().isEqualTo(numbers.size());
      assertThat(realm.events())
          .contains("started", "policy-changed", "key-received", "server-lost", "stopped");
    }
  }

  @Test
  void a_key_of_the_person_waits_for_its_passphrase_or_is_made_with_the_one_at_hand()
      throws Exception {
    realm.policyKeys.put("mode", "CKM");
    try (var server = FakeServer.start(realm::answer);
        var client = Realms.enrolled(parent.resolve("s"), clock, server.place())) {
      once(client);
      var wanted = client.policies().held().orElseThrow().policy().keys();
      assertThat(client.keyCare().waiting(wanted)).contains("a key of mode CKM is to be made");
      assertThat(client.log().newest(50).toString()).contains("key-needs-passphrase");

      passphrases = Passphrases.of(Optional.of(Secret.ofText("a passphrase of ada")));
      once(client);
      assertThat(client.keyCare().waiting(wanted)).isEmpty();
      assertThat(client.keys().active()).isPresent();
    }
  }

  private void once(Client client) throws Exception {
    told.clear();
    var background = background(client);
    var running = start(background);
    await().atMost(LONG).until(() -> !told.isEmpty());
    background.stop();
    assertThat(running.get(60, java.util.concurrent.TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void a_revoked_client_stops_and_says_why() throws Exception {
    try (var server = FakeServer.start(realm::answer);
        var client = Realms.enrolled(parent.resolve("s"), clock, server.place())) {
      realm.revokeClients();

      assertThat(background(client).run()).contains("this client is revoked; enrol anew");
    }
  }
}
