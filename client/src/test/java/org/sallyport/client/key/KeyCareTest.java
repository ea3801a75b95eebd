package org.sallyport.client.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.client.Client;
import org.sallyport.client.FakeRealm;
import org.sallyport.client.FakeServer;
import org.sallyport.client.FakeServer.Reply;
import org.sallyport.client.Realms;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.client.state.StateFolder;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyListing.SecretPart;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Revocation;
import org.sallyport.testkit.MutableClock;

class KeyCareTest {
  private static final Secret PASSPHRASE = Secret.ofText("correct horse");
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  @TempDir private Path parent;
  private final MutableClock clock = Realms.clock();
  private final FakeRealm realm = new FakeRealm(clock);
  private final FakeServer server = FakeServer.start(realm::answer);

  @AfterEach
  void close() {
    server.close();
  }

  private Client client(String folder) throws Exception {
    return Realms.enrolled(parent.resolve(folder), clock, server.place());
  }

  private List<KeyNews> tend(Client client, Optional<Secret> passphrase) throws Exception {
    client.policies().refresh(client.calls());
    var policy = client.policies().held().orElseThrow().policy();
    return client.keyCare().tend(policy.keys(), client.person(), Passphrases.of(passphrase));
  }

  private void wants(KeyMode mode) {
    realm.policyKeys.put("mode", mode.name());
    realm.serial = realm.serial + 1;
  }

  private Optional<Key> atTheServer() {
    return Optional.ofNullable(realm.keys().getFirst().secret())
        .map(armored -> Key.read(armored.getBytes(UTF_8)).orThrow());
  }

  @Test
  void a_server_key_comes_to_every_machine_and_is_locked_in_its_state() throws Exception {
    try (var one = client("one");
        var other = client("other")) {
      assertThat(tend(one, Optional.empty())).hasSize(1);
      assertThat(tend(other, Optional.empty())).hasSize(1);

      assertThat(realm.keys()).hasSize(1);
      assertThat(one.keys().active()).isPresent();
      assertThat(one.keys().active().get().secret().orElseThrow().isLocked()).isTrue();
      assertThat(one.keys().needsPassphrase()).isFalse();
      assertThat(other.keys().unlock(other.keys().all(), Optional.empty()).open()).hasSize(1);
    }
  }

  @Test
  void a_client_key_gives_the_server_no_secret() throws Exception {
    wants(KeyMode.CKM);
    try (var client = client("one")) {
      assertThat(tend(client, Optional.of(PASSPHRASE)))
          .singleElement()
          .isInstanceOf(KeyNews.Made.class);

      assertThat(atTheServer()).isEmpty();
      var made = client.keys().active().orElseThrow();
      assertThat(made.certificate().userIds()).containsExactly("Ada Lovelace <ada@example.com>");
      assertThat(made.certificate().certifiedBy(client.organisation(), clock.instant(), ALGORITHMS))
          .isNotEmpty();
      assertThat(client.keys().needsPassphrase()).isTrue();
      assertThat(tend(client, Optional.empty())).isEmpty();
    }
  }

  @Test
  void a_guarded_key_gives_the_server_only_what_the_passphrase_locks() throws Exception {
    wants(KeyMode.GKM);
    try (var one = client("one");
        var other = client("other")) {
      tend(one, Optional.of(PASSPHRASE));

      var given = atTheServer().orElseThrow();
      assertThat(given.listing(clock.instant(), ALGORITHMS).keys())
          .allSatisfy(part -> assertThat(part.secret()).isEqualTo(SecretPart.LOCKED));
      assertThat(given.unlock(List.of(Secret.ofText("another"))))
          .isInstanceOf(Result.Refused.class);
      tend(other, Optional.empty());
      assertThat(other.keys().unlock(other.keys().all(), Optional.of(PASSPHRASE)).open())
          .hasSize(1);
    }
  }

  @Test
  void a_shared_key_gives_the_server_what_decrypts_and_nothing_that_signs() throws Exception {
    wants(KeyMode.SCKM);
    try (var client = client("one")) {
      tend(client, Optional.of(PASSPHRASE));

      var given = atTheServer().orElseThrow();
      assertThat(given.listing(clock.instant(), ALGORITHMS).keys())
          .allSatisfy(
              part ->
                  assertThat(part.secret())
                      .isEqualTo(
                          part.can().contains(KeyUse.ENCRYPT)
                              ? SecretPart.OPEN
                              : SecretPart.ABSENT));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SKM")
  void without_a_passphrase_no_key_is_made(KeyMode mode) throws Exception {
    wants(mode);
    try (var client = client("one")) {
      assertThat(tend(client, Optional.empty()))
          .singleElement()
          .isInstanceOf(KeyNews.NeedsPassphrase.class);
      assertThat(client.keys().all()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SKM")
  void a_key_whose_upload_failed_is_uploaded_later_and_not_made_twice(KeyMode mode)
      throws Exception {
    wants(mode);
    var fails = new AtomicBoolean(true);
    server.answer(
        (exchange, body) ->
            exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().equals("/v1/keys/own")
                    && fails.get()
                ? Reply.json(500, Map.of())
                : realm.answer(exchange, body));
    try (var client = client("one")) {
      assertThat(tend(client, Optional.of(PASSPHRASE)))
          .singleElement()
          .isInstanceOf(KeyNews.Refused.class);
      var made = client.keys().all().getFirst();
      assertThat(made.state()).isEqualTo(OwnKey.State.pending);
      fails.set(false);

      tend(client, Optional.of(PASSPHRASE));

      assertThat(client.keys().all()).hasSize(1);
      assertThat(client.keys().active().orElseThrow().fingerprint()).isEqualTo(made.fingerprint());
    }
  }

  @Test
  void a_key_is_renewed_before_it_ends() throws Exception {
    realm.policyKeys.put("validSeconds", Duration.ofDays(30).toSeconds());
    wants(KeyMode.CKM);
    try (var client = client("one")) {
      tend(client, Optional.of(PASSPHRASE));
      clock.advance(Duration.ofDays(29).plusMinutes(1));

      assertThat(tend(client, Optional.empty()))
          .singleElement()
          .isInstanceOf(KeyNews.NeedsPassphrase.class);
      assertThat(tend(client, Optional.of(PASSPHRASE)))
          .singleElement()
          .isInstanceOf(KeyNews.Renewed.class);

      var atServer =
          Certificate.read(realm.keys().getFirst().certificate().getBytes(UTF_8)).orThrow();
      assertThat(atServer.listing(clock.instant(), ALGORITHMS).until())
          .contains(clock.instant().plus(Duration.ofDays(30)));
      assertThat(tend(client, Optional.empty())).isEmpty();
    }
  }

  @Test
  void another_mode_makes_another_key_and_keeps_the_former_for_what_it_opens() throws Exception {
    try (var client = client("one")) {
      tend(client, Optional.empty());
      wants(KeyMode.CKM);
      tend(client, Optional.of(PASSPHRASE));

      assertThat(client.keys().all())
          .extracting(OwnKey::state)
          .containsExactlyInAnyOrder(OwnKey.State.superseded, OwnKey.State.active);
      assertThat(client.keys().unlock(client.keys().all(), Optional.of(PASSPHRASE)).open())
          .hasSize(2);
    }
  }

  @Test
  void a_key_goes_from_one_machine_to_another_under_its_passphrase() throws Exception {
    wants(KeyMode.CKM);
    try (var one = client("one");
        var other = client("other")) {
      tend(one, Optional.of(PASSPHRASE));
      assertThat(tend(other, Optional.empty())).hasAtLeastOneElementOfType(KeyNews.Elsewhere.class);
      var locked = one.keys().active().orElseThrow().secret().orElseThrow();
      var open = locked.unlock(List.of(PASSPHRASE)).orThrow();

      assertThat(other.keys().adopt(open)).isPresent();
      assertThat(other.keys().adopt(locked)).isEmpty();
      assertThat(other.keys().unlock(other.keys().all(), Optional.of(PASSPHRASE)).open())
          .hasSize(1);
    }
  }

  @Test
  void a_revoked_key_is_revoked_at_both_ends() throws Exception {
    wants(KeyMode.CKM);
    try (var client = client("one")) {
      tend(client, Optional.of(PASSPHRASE));
      var key = client.keys().active().orElseThrow().fingerprint();

      assertThat(
              client
                  .keyCare()
                  .revoke(
                      key,
                      new Revocation(Revocation.Reason.RETIRED),
                      Passphrases.of(Optional.of(PASSPHRASE))))
          .containsExactly(new KeyNews.Revoked(key));

      assertThat(client.keys().active()).isEmpty();
      assertThat(
              client
                  .keys()
                  .all()
                  .getFirst()
                  .certificate()
                  .listing(clock.instant(), ALGORITHMS)
                  .unusable())
          .isPresent();
      assertThat(server.seen())
          .extracting(FakeServer.Seen::target)
          .contains("/v1/keys/own/" + key + "/revocation");
    }
  }

  private AtomicBoolean failing(String call) {
    var fails = new AtomicBoolean(true);
    server.answer(
        (exchange, body) ->
            (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()).matches(call)
                    && fails.get()
                ? Reply.problem(503, "locked", "locked")
                : realm.answer(exchange, body));
    return fails;
  }

  @Test
  void a_key_that_the_server_finds_unfit_makes_way_for_another() throws Exception {
    wants(KeyMode.CKM);
    var refuses = new AtomicBoolean(true);
    server.answer(
        (exchange, body) ->
            exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().equals("/v1/keys/own")
                    && refuses.get()
                ? Reply.problem(422, "key", "no user id of it is of this person")
                : realm.answer(exchange, body));
    try (var client = client("one")) {
      assertThat(tend(client, Optional.of(PASSPHRASE)))
          .containsExactly(new KeyNews.Refused("no user id of it is of this person"));
      assertThat(client.keys().all()).isEmpty();
      refuses.set(false);

      assertThat(tend(client, Optional.of(PASSPHRASE)))
          .singleElement()
          .isInstanceOf(KeyNews.Made.class);
    }
  }

  @Test
  void a_renewal_that_the_server_did_not_hear_is_said_again() throws Exception {
    realm.policyKeys.put("validSeconds", Duration.ofDays(30).toSeconds());
    wants(KeyMode.CKM);
    try (var client = client("one")) {
      tend(client, Optional.of(PASSPHRASE));
      clock.advance(Duration.ofDays(29).plusMinutes(1));
      var fails = failing("POST /v1/keys/own");
      assertThat(tend(client, Optional.of(PASSPHRASE)))
          .singleElement()
          .isInstanceOf(KeyNews.Unreachable.class);
      fails.set(false);
      clock.advance(Duration.ofMinutes(2));

      assertThat(tend(client, Optional.empty()))
          .singleElement()
          .isInstanceOf(KeyNews.Renewed.class);

      var atServer =
          Certificate.read(realm.keys().getFirst().certificate().getBytes(UTF_8)).orThrow();
      assertThat(atServer.listing(clock.instant(), ALGORITHMS).until())
          .isEqualTo(
              client
                  .keys()
                  .active()
                  .orElseThrow()
                  .certificate()
                  .listing(clock.instant(), ALGORITHMS)
                  .until());
      assertThat(tend(client, Optional.empty())).isEmpty();
    }
  }

  @Test
  void a_revocation_that_the_server_did_not_hear_is_said_again() throws Exception {
    wants(KeyMode.CKM);
    try (var client = client("one")) {
      tend(client, Optional.of(PASSPHRASE));
      var key = client.keys().active().orElseThrow().fingerprint();
      var fails = failing("POST .*/revocation");
      assertThat(
              client
                  .keyCare()
                  .revoke(
                      key,
                      new Revocation(Revocation.Reason.COMPROMISED),
                      Passphrases.of(Optional.of(PASSPHRASE))))
          .singleElement()
          .isInstanceOf(KeyNews.Unreachable.class);
      fails.set(false);
      clock.advance(Duration.ofMinutes(2));

      assertThat(tend(client, Optional.empty())).contains(new KeyNews.Revoked(key));

      assertThat(client.keys().active()).isEmpty();
    }
  }

  private void serverHas(List<FakeRealm.KeyRow> rows) {
    server.answer(
        (exchange, body) ->
            exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().equals("/v1/keys/own")
                ? Reply.json(200, Map.of("keys", rows))
                : realm.answer(exchange, body));
  }

  private FakeRealm.KeyRow row(Certificate certificate, String state, KeyMode mode, Key secret) {
    return new FakeRealm.KeyRow(
        certificate.fingerprint().hex(),
        state,
        mode.name(),
        certificate.armored(),
        secret.armored().revealText());
  }

  private Key key() {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4,
            List.of("Ada Lovelace <ada@example.com>"),
            Optional.empty(),
            clock.instant()));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SKM")
  void an_open_secret_that_the_mode_does_not_give_a_server_is_not_taken(KeyMode mode)
      throws Exception {
    wants(mode);
    var made = key();
    serverHas(List.of(row(made.certificate(), "active", mode, made)));
    try (var client = client("one")) {
      assertThat(tend(client, Optional.empty())).hasAtLeastOneElementOfType(KeyNews.Refused.class);

      assertThat(client.keys().active().orElseThrow().secret()).isEmpty();
    }
  }

  @Test
  void a_secret_of_another_key_is_not_taken() throws Exception {
    serverHas(List.of(row(key().certificate(), "active", KeyMode.SKM, key())));
    try (var client = client("one")) {
      assertThat(tend(client, Optional.empty())).hasAtLeastOneElementOfType(KeyNews.Refused.class);

      assertThat(client.keys().active().orElseThrow().secret()).isEmpty();
    }
  }

  @Test
  void what_decrypts_of_a_shared_key_comes_to_another_machine() throws Exception {
    wants(KeyMode.SCKM);
    try (var one = client("one");
        var other = client("other")) {
      tend(one, Optional.of(PASSPHRASE));

      tend(other, Optional.empty());

      assertThat(other.keys().active().orElseThrow().secret()).isPresent();
    }
  }

  @Test
  void an_unknown_key_takes_the_place_of_one_whose_secret_is_here_only_when_it_is_brought()
      throws Exception {
    wants(KeyMode.CKM);
    try (var client = client("one")) {
      tend(client, Optional.of(PASSPHRASE));
      var own = client.keys().active().orElseThrow();
      var other = key().protect(PASSPHRASE).orThrow();
      serverHas(
          List.of(
              new FakeRealm.KeyRow(
                  other.fingerprint().hex(), "active", "CKM", other.certificate().armored(), null),
              new FakeRealm.KeyRow(
                  own.fingerprint().hex(),
                  "superseded",
                  "CKM",
                  own.certificate().armored(),
                  null)));

      for (int round = 0; round < 2; round++) {
        assertThat(tend(client, Optional.empty()))
            .singleElement()
            .isInstanceOfSatisfying(
                KeyNews.Refused.class,
                refused -> assertThat(refused.sentence()).contains("keys import"));
        assertThat(client.keys().active().orElseThrow().fingerprint()).isEqualTo(own.fingerprint());
      }
      assertThat(client.keys().adopt(other)).isEmpty();
      tend(client, Optional.empty());

      assertThat(client.keys().active().orElseThrow().fingerprint()).isEqualTo(other.fingerprint());
    }
  }

  @Test
  void no_secret_is_in_clear_in_the_state() throws Exception {
    try (var client = client("one")) {
      tend(client, Optional.empty());
      var kept = StateFolder.open(parent.resolve("one")).read("keys.json").orElseThrow();

      var armored =
          org.sallyport.client.json.Json.text(atTheServer().orElseThrow().armored().revealText());
      assertThat(new String(kept, UTF_8)).doesNotContain(armored);
    }
  }
}
