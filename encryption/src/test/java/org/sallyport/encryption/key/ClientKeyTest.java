package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Revocation;

@ParameterizedClass
@EnumSource
class ClientKeyTest {
  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private KeyRoom room;

  @BeforeEach
  void open() {
    room = new KeyRoom(stores, folder, KeyMode.CKM);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void a_client_brings_a_bounded_number_of_keys_and_an_administrator_any() {
    var ada = room.test.consumer("ada@example.com");
    room.policy = KeyRoom.settings(KeyMode.CKM);
    var first = room.kept(ada).certificate().fingerprint().hex();
    room.test.store.write(
        in -> {
          for (int i = 1; i < KeyTable.MOST_OF_ONE; i++) {
            in.run(
                "INSERT INTO keys (fingerprint, consumer, mode, state, certificate, authority, due,"
                    + " created, changed, version) SELECT fingerprint || ?, consumer, mode,"
                    + " 'SUPERSEDED', certificate, authority, due, created, changed, version FROM"
                    + " keys WHERE fingerprint = ?",
                Integer.toString(i),
                first);
          }
          return true;
        });
    var another = room.upload(KeyMode.CKM, room.made(ada));

    assertThat(KeyRoom.unfit(room.keep(ada, another))).contains("50 keys");
    assertThat(room.keys.own().bring("test", ada, another)).isInstanceOf(Kept.Done.class);
  }

  @Test
  void the_server_certifies_what_it_cannot_open() {
    var ada = room.test.consumer("ada@example.com");
    var key = room.made(ada);
    var kept = KeyRoom.done(room.keep(ada, KeyRoom.certificate(KeyMode.CKM, key.certificate())));

    assertThat(kept.fingerprint()).isEqualTo(key.fingerprint());
    assertThat(room.test.domain.organisation().certified(kept.certificate()))
        .containsExactly("ada@example.com");
    assertThat(room.keys.own().of(ada).getFirst().secret()).isEmpty();
    assertThat(room.keys.active(new Address("ada@example.com"))).hasValue(kept);
  }

  @Test
  void a_secret_that_should_have_stayed_is_refused() {
    var ada = room.test.consumer("ada@example.com");
    var key = room.made(ada);
    var upload =
        new KeyUpload(
            KeyMode.CKM, key.certificate().armored().getBytes(UTF_8), Optional.of(key.armored()));

    assertThat(KeyRoom.unfit(room.keep(ada, upload))).contains("none leaves the client");
    var inTheCertificate = new KeyUpload(KeyMode.CKM, key.armored().reveal(), Optional.empty());
    assertThat(KeyRoom.unfit(room.keep(ada, inTheCertificate))).contains("a secret key");
    assertThat(room.keys.of(ada.id())).isEmpty();
  }

  @Test
  void only_the_addresses_of_its_consumer_stay_on_a_key() {
    var ada = room.test.consumer("ada@example.com");
    var key =
        room.made(
            "Ada <ada@example.com>",
            "Ada <ada@home.example>",
            "bob@example.com <ada@example.com>",
            "Bob <bob@example.com>");
    var kept = KeyRoom.done(room.keep(ada, room.upload(KeyMode.CKM, key)));

    assertThat(kept.certificate().userIds()).containsExactly("Ada <ada@example.com>");
  }

  @Test
  void a_key_of_somebody_else_is_refused() {
    var ada = room.test.consumer("ada@example.com");
    var mallory = room.test.consumer("mallory@example.com");
    room.test.consumer("bob@example.com");
    var key = room.kept(ada);

    assertThat(KeyRoom.unfit(room.keep(mallory, room.upload(KeyMode.CKM, key))))
        .contains("somebody else");
    assertThat(
            KeyRoom.unfit(
                room.keep(mallory, room.upload(KeyMode.CKM, room.made("bob@example.com")))))
        .contains("no user id with an address of yours");
  }

  @Test
  void a_key_that_is_weak_ended_or_of_another_version_is_refused() {
    var ada = room.test.consumer("ada@example.com");
    var now = room.test.clock.instant();
    var sixth =
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V6, List.of("ada@example.com"), Optional.empty(), now));
    assertThat(KeyRoom.unfit(room.keep(ada, room.upload(KeyMode.CKM, sixth))))
        .contains("version 6");

    var ended = room.made(ada);
    room.test.clock.advance(Duration.ofDays(366));
    assertThat(KeyRoom.unfit(room.keep(ada, room.upload(KeyMode.CKM, ended))))
        .contains("it expired at");

    var revoked =
        room.made(ada)
            .revoked(
                new Revocation(Revocation.Reason.RETIRED),
                room.test.clock.instant(),
                KeyRoom.ALGORITHMS)
            .orThrow();
    assertThat(KeyRoom.unfit(room.keep(ada, room.upload(KeyMode.CKM, revoked))))
        .contains("revoked");
  }

  @Test
  void a_key_that_cannot_encrypt_is_refused() {
    var ada = room.test.consumer("ada@example.com");
    var key = room.made(ada);
    var now = room.test.clock.instant();
    var encrypting =
        key.listing(now, KeyRoom.ALGORITHMS).keys().stream()
            .filter(each -> each.can().contains(KeyUse.ENCRYPT))
            .findFirst()
            .orElseThrow()
            .fingerprint();
    var without =
        key.withSubkeyRevoked(
                encrypting, new Revocation(Revocation.Reason.RETIRED), now, KeyRoom.ALGORITHMS)
            .orThrow();

    assertThat(KeyRoom.unfit(room.keep(ada, room.upload(KeyMode.CKM, without))))
        .contains("nothing that can encrypt");
  }

  @Test
  void what_is_no_certificate_or_too_much_is_refused() {
    var ada = room.test.consumer("ada@example.com");
    for (var bytes : List.of(new byte[0], "hello".getBytes(UTF_8), new byte[KeyUpload.MOST + 1])) {
      assertThat(KeyRoom.unfit(room.keep(ada, new KeyUpload(KeyMode.CKM, bytes, Optional.empty()))))
          .isNotBlank();
    }
  }

  @Test
  void what_others_have_put_on_a_key_is_left_out() {
    var ada = room.test.consumer("ada@example.com");
    var key = room.made(ada);
    var stranger = room.made("Stranger <stranger@example.org>");
    var now = room.test.clock.instant();
    var flooded = key.certificate();
    for (int i = 0; i < 20; i++) {
      flooded =
          stranger
              .certify(
                  flooded, List.of("ada@example.com"), now, Optional.empty(), KeyRoom.ALGORITHMS)
              .orThrow();
    }
    var kept = KeyRoom.done(room.keep(ada, KeyRoom.certificate(KeyMode.CKM, flooded)));

    assertThat(kept.certificate().certifiedBy(stranger.certificate(), now, KeyRoom.ALGORITHMS))
        .isEmpty();
    assertThat(kept.armored().length()).isLessThan(flooded.armored().length() / 2);
  }

  @Test
  void a_renewed_certificate_is_merged_and_certified_until_its_new_end() {
    var ada = room.test.consumer("ada@example.com");
    var key = room.kept(ada);
    room.test.clock.advance(Duration.ofDays(300));
    var now = room.test.clock.instant();
    var renewed =
        key.expiring(Optional.of(now.plus(Duration.ofDays(365))), now, KeyRoom.ALGORITHMS)
            .orThrow();
    var kept = room.keep(ada, room.upload(KeyMode.CKM, renewed));

    assertThat(((Kept.Done) kept).made()).isFalse();
    assertThat(KeyRoom.done(kept).until()).hasValue(now.plus(Duration.ofDays(365)));
    room.test.clock.advance(Duration.ofDays(200));
    assertThat(room.test.domain.organisation().certified(KeyRoom.done(kept).certificate()))
        .containsExactly("ada@example.com");
    assertThat(room.keys.of(ada.id())).hasSize(1);
  }

  @Test
  void handing_a_key_in_again_makes_it_no_longer() {
    var ada = room.test.consumer("ada@example.com");
    var key = room.kept(ada);
    var once = room.keys.find(key.fingerprint()).orElseThrow();
    for (int i = 0; i < 5; i++) {
      room.test.clock.advance(Duration.ofMinutes(1));
      KeyRoom.done(room.keep(ada, room.upload(KeyMode.CKM, key)));
    }

    assertThat(room.keys.find(key.fingerprint()).orElseThrow().armored().length())
        .isEqualTo(once.armored().length());
  }

  @Test
  void another_key_takes_the_place_of_the_former() {
    var ada = room.test.consumer("ada@example.com");
    var first = room.kept(ada);
    var second = room.kept(ada);

    assertThat(room.keys.active(new Address("ada@example.com")).map(ConsumerKey::fingerprint))
        .hasValue(second.fingerprint());
    KeyRoom.done(room.keep(ada, room.upload(KeyMode.CKM, first)));
    assertThat(room.keys.find(first.fingerprint()).map(ConsumerKey::state))
        .hasValue(KeyState.SUPERSEDED);
  }

  @Test
  void what_anybody_sends_never_makes_a_key_the_active_one() {
    var ada = room.test.consumer("ada@example.com");
    var first = room.kept(ada);
    var second = room.kept(ada);
    room.keys
        .own()
        .revoke(
            KeyRoom.ME, ada, second.fingerprint(), new Revocation(Revocation.Reason.COMPROMISED));
    var sent = room.upload(KeyMode.CKM, first);

    assertThat(KeyRoom.done(room.keys.own().renewed("anybody", ada, sent)).state())
        .isEqualTo(KeyState.SUPERSEDED);
    assertThat(room.keys.active(new Address("ada@example.com"))).isEmpty();
    var unknown = room.upload(KeyMode.CKM, room.made(ada));
    assertThat(room.keys.own().renewed("anybody", ada, unknown)).isEqualTo(new Kept.Unknown());
    assertThat(KeyRoom.done(room.keep(ada, sent)).state()).isEqualTo(KeyState.ACTIVE);
  }

  @Test
  void a_revocation_by_its_holder_is_for_good() {
    var ada = room.test.consumer("ada@example.com");
    var key = room.kept(ada);
    var revoked =
        key.revoked(
                new Revocation(Revocation.Reason.COMPROMISED),
                room.test.clock.instant(),
                KeyRoom.ALGORITHMS)
            .orThrow();
    assertThat(
            KeyRoom.unfit(
                room.keys
                    .own()
                    .revoked(KeyRoom.ME, ada, key.fingerprint(), key.certificate().armored())))
        .contains("no revocation");

    var kept =
        KeyRoom.done(
            room.keys
                .own()
                .revoked(KeyRoom.ME, ada, key.fingerprint(), revoked.certificate().armored()));

    assertThat(kept.state()).isEqualTo(KeyState.REVOKED);
    assertThat(kept.certificate().isRevoked(room.test.clock.instant(), KeyRoom.ALGORITHMS))
        .isTrue();
    assertThat(room.keys.active(new Address("ada@example.com"))).isEmpty();
    assertThat(KeyRoom.unfit(room.keep(ada, room.upload(KeyMode.CKM, key))))
        .contains("cannot be undone");
  }
}
