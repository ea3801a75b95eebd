package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Signing;
import org.sallyport.openpgp.Verdict;
import org.sallyport.openpgp.Verification;

@ParameterizedClass
@EnumSource
class ServerKeyTest {
  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private KeyRoom room;

  @BeforeEach
  void open() {
    room = new KeyRoom(stores, folder, KeyMode.SKM);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void the_server_makes_a_key_that_it_and_the_client_can_use() throws Exception {
    var ada = room.test.consumer("ada@example.com");
    var made = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));

    var own = room.keys.own().of(ada).getFirst();
    var key = Key.read(own.secret().orElseThrow().reveal()).orThrow();
    assertThat(key.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(room.decrypted(key, room.encrypted(made.certificate(), "hello"))).hasValue("hello");
    assertThat(signs(key)).isTrue();
  }

  private boolean signs(Key key) throws Exception {
    var now = room.test.clock.instant();
    var data = "data".getBytes(UTF_8);
    var signature =
        Signing.by(List.of(key), now, KeyRoom.ALGORITHMS)
            .detached(new ByteArrayInputStream(data))
            .orThrow();
    return Verification.by(List.of(key.certificate()), now, KeyRoom.ALGORITHMS)
            .detached(signature, new ByteArrayInputStream(data))
            .orThrow()
            .getFirst()
        instanceof Verdict.Good;
  }

  @Test
  void the_organisation_vouches_for_every_address_of_the_key() {
    var ada =
        room.test.store.write(
            in ->
                room.test
                    .domain
                    .consumers()
                    .admit(
                        in,
                        "test",
                        new NewConsumer(
                            new Address("ada@example.com"),
                            "Ada Lovelace",
                            "directory",
                            List.of(new Address("lovelace@example.com")),
                            Map.of())));
    var key = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));

    assertThat(room.test.domain.organisation().certified(key.certificate()))
        .containsExactly("Ada Lovelace <ada@example.com>", "Ada Lovelace <lovelace@example.com>");
    assertThat(room.keys.active(new Address("lovelace@example.com"))).hasValue(key);
    assertThat(key.authority()).hasValue(room.test.domain.organisation().fingerprint().hex());
  }

  @Test
  void asked_again_it_is_the_same_key() {
    var ada = room.test.consumer("ada@example.com");
    var first = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));

    assertThat(room.keys.own().make(KeyRoom.ME, ada)).isEqualTo(new Kept.Done(first, false));
  }

  @Test
  void clients_that_ask_at_once_on_two_nodes_get_one_key() throws Exception {
    var ada = room.test.consumer("ada@example.com");
    try (var other = room.sibling(folder);
        var threads = Executors.newFixedThreadPool(4)) {
      Callable<Kept> here = () -> room.keys.own().make(KeyRoom.ME, ada);
      Callable<Kept> there = () -> other.keys.own().make(KeyRoom.ME, ada);
      var fingerprints = new HashSet<Fingerprint>();
      for (var each : threads.invokeAll(List.of(here, there, here, there))) {
        fingerprints.add(KeyRoom.done(each.get()).fingerprint());
      }
      assertThat(fingerprints).hasSize(1);
      assertThat(room.keys.of(ada.id())).hasSize(1);
    }
  }

  @Test
  void a_key_is_found_by_address_fingerprint_and_key_id_of_any_part() {
    var ada = room.test.consumer("ada@example.com");
    assertThat(room.keys.active(new Address("ada@example.com"))).isEmpty();
    var key = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));

    assertThat(room.keys.active(new Address("ada@example.com"))).hasValue(key);
    assertThat(room.keys.find(key.fingerprint())).hasValue(key);
    for (var part : key.certificate().fingerprints()) {
      assertThat(room.keys.withFingerprint(part)).containsExactly(key);
      assertThat(room.keys.withKeyId(part.keyId())).containsExactly(key);
    }
    assertThat(room.keys.withKeyId("0000000000000000")).isEmpty();
  }

  @Test
  void a_node_learns_of_a_key_that_another_has_made() {
    var ada = room.test.consumer("ada@example.com");
    var address = new Address("ada@example.com");
    try (var other = room.sibling(folder)) {
      assertThat(other.keys.active(address)).isEmpty();
      var key = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));
      other.test.domain.generations().read();

      assertThat(other.keys.active(address)).hasValue(key);
    }
  }

  @Test
  void a_key_that_takes_the_place_of_another_leaves_it_for_decryption() throws Exception {
    var ada = room.test.consumer("ada@example.com");
    var first = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));
    var message = room.encrypted(first.certificate(), "before");
    var second = KeyRoom.done(room.keys.own().replace("administrator bob", ada));

    assertThat(room.keys.active(new Address("ada@example.com"))).hasValue(second);
    assertThat(room.keys.find(first.fingerprint()).map(ConsumerKey::state))
        .hasValue(KeyState.SUPERSEDED);
    var former =
        room.keys.own().find(ada, first.fingerprint()).orElseThrow().secret().orElseThrow();
    assertThat(room.decrypted(Key.read(former.reveal()).orThrow(), message)).hasValue("before");
  }

  @Test
  void a_policy_of_another_mode_makes_none() {
    var ada = room.test.consumer("ada@example.com");
    room.policy = KeyRoom.settings(KeyMode.CKM);

    assertThat(room.keys.own().make(KeyRoom.ME, ada)).isEqualTo(new Kept.OtherMode(KeyMode.CKM));
    assertThat(room.keys.of(ada.id())).isEmpty();
  }

  @Test
  void an_end_that_has_come_is_seen_without_housekeeping() {
    var ada = room.test.consumer("ada@example.com");
    var key = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));
    assertThat(room.keys.active(new Address("ada@example.com"))).hasValue(key);

    room.test.clock.advance(room.policy.validity().orElseThrow());

    assertThat(room.keys.active(new Address("ada@example.com"))).isEmpty();
  }
}
