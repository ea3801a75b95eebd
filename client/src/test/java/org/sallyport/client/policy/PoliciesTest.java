package org.sallyport.client.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.client.Client;
import org.sallyport.client.FakeRealm;
import org.sallyport.client.FakeServer;
import org.sallyport.client.Realms;
import org.sallyport.client.policy.Policies.Outcome;
import org.sallyport.client.policy.Policies.Standing;
import org.sallyport.client.state.StateFolder;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.testkit.MutableClock;

class PoliciesTest {
  @TempDir private Path parent;
  private final MutableClock clock = Realms.clock();
  private final FakeRealm realm = new FakeRealm(clock);
  private final FakeServer server = FakeServer.start(realm::answer);
  private Client client;

  @BeforeEach
  void enrol() throws Exception {
    client = Realms.enrolled(parent.resolve("state"), clock, server.place());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private Outcome refresh() throws Exception {
    return client.policies().refresh(client.calls());
  }

  @Test
  void an_unchanged_policy_costs_one_request_and_no_body() throws Exception {
    assertThat(refresh()).isInstanceOf(Outcome.Changed.class);
    int before = server.seen().size();
    clock.advance(Duration.ofMinutes(1));

    assertThat(refresh()).isInstanceOf(Outcome.Unchanged.class);
    assertThat(server.seen()).hasSize(before + 1);
    assertThat(client.policies().held().orElseThrow().confirmed()).isEqualTo(clock.instant());
  }

  @Test
  void a_session_that_has_ended_is_replaced_once() throws Exception {
    refresh();
    realm.forgetSessions();

    assertThat(refresh()).isInstanceOf(Outcome.Unchanged.class);
  }

  @Test
  void a_session_serves_the_next_command_too() throws Exception {
    refresh();
    try (var next =
        Client.open(StateFolder.open(parent.resolve("state")), clock, Realms.LIMITS)
            .orElseThrow()) {
      next.policies().refresh(next.calls());
    }

    assertThat(server.seen()).filteredOn(one -> one.target().equals("/v1/sessions")).hasSize(1);
  }

  @Test
  void a_revoked_client_is_told_so() throws Exception {
    realm.revokeClients();

    assertThat(refresh())
        .isEqualTo(new Outcome.Refused("revoked", "this client is revoked; enrol anew"));
  }

  @Test
  void a_policy_that_another_key_signed_does_not_count() throws Exception {
    refresh();
    realm.serial = 2;
    realm.signer =
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Mallory"),
                Optional.empty(),
                clock.instant().minusSeconds(60)));

    assertThat(refresh())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.sentence()).contains("not signed by the organisation"));
    assertThat(client.policies().held().orElseThrow().policy().serial()).isEqualTo(1);
  }

  @Test
  void an_older_policy_does_not_count() throws Exception {
    realm.serial = 7;
    refresh();
    realm.serial = 6;

    assertThat(refresh())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.sentence()).contains("serial 6", "than 7"));
    assertThat(client.policies().held().orElseThrow().policy().serial()).isEqualTo(7);
  }

  @Test
  void a_kept_policy_that_was_changed_does_not_count() throws Exception {
    refresh();
    var folder = StateFolder.open(parent.resolve("state"));
    var kept =
        new String(
            folder.read("policy.json").orElseThrow(), java.nio.charset.StandardCharsets.UTF_8);
    folder.write(
        "policy.json",
        kept.replace("block", "allow").getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(client.policies().held()).isEmpty();
    assertThat(client.policies().standing()).isInstanceOf(Standing.Blocked.class);
    assertThat(refresh()).isInstanceOf(Outcome.Changed.class);
  }

  @Test
  void offline_it_holds_until_its_grace_ends_and_then_blocks() throws Exception {
    refresh();
    server.close();
    clock.advance(Duration.ofHours(23));
    assertThat(refresh()).isInstanceOf(Outcome.Unreachable.class);
    assertThat(client.policies().standing()).isInstanceOf(Standing.Good.class);

    clock.advance(Duration.ofHours(2));

    assertThat(client.policies().standing())
        .isInstanceOfSatisfying(
            Standing.Blocked.class,
            blocked ->
                assertThat(blocked.sentence())
                    .contains("no server was reached since 2026-11-22T10:00:00Z", "standard"));
  }

  @Test
  void after_its_grace_work_goes_on_where_the_policy_allows_it() throws Exception {
    realm.policyClient.put("afterGrace", "allow");
    refresh();
    clock.advance(Duration.ofDays(2));

    assertThat(client.policies().standing()).isInstanceOf(Standing.Allowed.class);
  }

  @Test
  void a_word_that_is_not_known_blocks() throws Exception {
    realm.policyClient.put("afterGrace", "maybe");
    refresh();
    clock.advance(Duration.ofDays(2));

    assertThat(client.policies().standing()).isInstanceOf(Standing.Blocked.class);
  }
}
