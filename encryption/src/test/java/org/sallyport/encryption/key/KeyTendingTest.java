package org.sallyport.encryption.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Key;

@ParameterizedClass
@EnumSource
class KeyTendingTest {
  private static final Address ADA = new Address("ada@example.com");

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private KeyRoom room;
  private Consumer ada;

  @BeforeEach
  void open() {
    room = new KeyRoom(stores, folder, KeyMode.SKM);
    ada = room.test.consumer("ada@example.com");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private ConsumerKey make() {
    return KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));
  }

  private List<String> vouched(ConsumerKey key) {
    return room.test.domain.organisation().certified(key.certificate());
  }

  private void state(Consumer.State state) {
    room.test.store.write(
        in -> room.test.domain.consumers().state(in, "administrator bob", ada.id(), state));
  }

  @Test
  void a_key_of_the_server_is_renewed_before_its_end() throws Exception {
    var made = make();
    room.test.clock.advance(Duration.ofDays(705));
    room.keys.tend();

    var renewed = room.keys.active(ADA).orElseThrow();
    assertThat(renewed.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(renewed.until()).hasValue(room.test.clock.instant().plus(Duration.ofDays(730)));
    assertThat(vouched(renewed)).containsExactly("ada@example.com");
    var secret = room.keys.own().of(ada).getFirst().secret().orElseThrow();
    assertThat(
            room.decrypted(
                Key.read(secret.reveal()).orThrow(), room.encrypted(renewed.certificate(), "new")))
        .hasValue("new");
  }

  @Test
  void a_key_that_needs_nothing_is_left_alone() {
    var made = make();
    room.keys.tend();
    room.test.clock.advance(Duration.ofDays(30));
    room.keys.tend();

    assertThat(room.keys.active(ADA)).hasValue(made);
  }

  @Test
  void a_key_of_a_client_that_nobody_renews_expires() {
    room.policy = KeyRoom.settings(KeyMode.CKM);
    var key = room.kept(ada);
    room.test.clock.advance(Duration.ofDays(366));
    room.keys.tend();

    assertThat(room.keys.active(ADA)).isEmpty();
    assertThat(room.keys.find(key.fingerprint()).map(ConsumerKey::state))
        .hasValue(KeyState.EXPIRED);
  }

  @Test
  void somebody_who_leaves_is_vouched_for_no_longer() {
    var made = make();
    assertThat(room.test.domain.keys().active(ADA)).isPresent();
    state(Consumer.State.DISABLED);

    assertThat(room.keys.active(ADA)).isEmpty();
    room.keys.tend();
    var left = room.keys.find(made.fingerprint()).orElseThrow();
    assertThat(vouched(left)).isEmpty();
    assertThat(left.authority()).isEmpty();
    assertThat(left.certificate().isRevoked(room.test.clock.instant(), KeyRoom.ALGORITHMS))
        .isFalse();
    assertThat(vouchedByAnOlderCopy(made, left)).isEmpty();
  }

  /** Others keep what they have got, and learn of what is new. */
  private List<String> vouchedByAnOlderCopy(ConsumerKey older, ConsumerKey newer) {
    return room.test
        .domain
        .organisation()
        .certified(older.certificate().merge(newer.certificate()).orThrow());
  }

  @Test
  void somebody_who_comes_back_is_vouched_for_again() {
    var made = make();
    state(Consumer.State.DISABLED);
    room.test.clock.advance(Duration.ofHours(1));
    room.keys.tend();
    var away = room.keys.find(made.fingerprint()).orElseThrow();
    state(Consumer.State.ACTIVE);
    room.test.clock.advance(Duration.ofHours(1));
    room.keys.tend();

    var back = room.keys.active(ADA).orElseThrow();
    assertThat(vouchedByAnOlderCopy(away, back)).containsExactly("ada@example.com");
  }

  @Test
  void another_organisation_key_vouches_for_what_the_former_did() {
    var made = make();
    room.keys.tend();
    var former = room.test.domain.organisation().certificate().orElseThrow();
    var present = room.test.domain.organisation().replace("administrator bob");
    room.keys.tend();

    var key = room.keys.find(made.fingerprint()).orElseThrow();
    var now = room.test.clock.instant();
    assertThat(key.authority()).hasValue(present.fingerprint().hex());
    for (var by : List.of(former, present)) {
      assertThat(key.certificate().certifiedBy(by, now, KeyRoom.ALGORITHMS))
          .containsExactly("ada@example.com");
    }
  }

  @Test
  void an_address_that_somebody_gets_comes_into_their_key() {
    make();
    room.test.store.write(
        in ->
            room.test
                .domain
                .consumers()
                .admit(
                    in,
                    "test",
                    new NewConsumer(
                        ADA, "", "directory", List.of(new Address("a@example.com")), Map.of())));
    room.keys.tend();

    assertThat(room.keys.active(new Address("a@example.com"))).isPresent();
    assertThat(vouched(room.keys.active(ADA).orElseThrow()))
        .containsExactlyInAnyOrder("ada@example.com", "a@example.com");
  }

  @Test
  void a_key_that_is_damaged_keeps_no_other_waiting() {
    var broken = make();
    var bob = room.test.consumer("bob@example.com");
    var good = KeyRoom.done(room.keys.own().make(KeyRoom.ME, bob));
    room.test.store.write(
        in ->
            in.run(
                "UPDATE key_secrets SET secret = ? WHERE fingerprint = ?",
                new byte[64],
                broken.fingerprint().hex()));
    room.test.clock.advance(Duration.ofDays(705));
    room.keys.tend();
    room.keys.tend();

    assertThat(room.keys.find(good.fingerprint()).orElseThrow().until())
        .hasValue(room.test.clock.instant().plus(Duration.ofDays(730)));
    assertThat(room.keys.find(broken.fingerprint()).orElseThrow().until())
        .isEqualTo(broken.until());
  }

  @Test
  void keys_that_cannot_be_tended_starve_none() {
    var good = make();
    room.keys.tend();
    room.test.store.write(
        in -> {
          for (int i = 0; i < KeyTending.BATCH + 10; i++) {
            var each = "u_broken" + i;
            in.run(
                "INSERT INTO consumers (id, address, name, state, source, attributes, created,"
                    + " version) VALUES (?,?,'','ACTIVE','code','{}',0,1)",
                each,
                "broken" + i + "@example.com");
            in.run(
                "INSERT INTO keys (fingerprint, consumer, mode, state, certificate, authority, due,"
                    + " created, changed, version) VALUES (?,?,'CKM','ACTIVE',?,'0',0,0,0,1)",
                "%040d".formatted(i),
                each,
                new byte[] {1});
          }
          return true;
        });
    room.test.domain.organisation().replace("administrator bob");
    var present = room.test.domain.organisation().fingerprint().hex();
    room.keys.tend();

    assertThat(room.keys.find(good.fingerprint()).orElseThrow().authority()).hasValue(present);
    assertThat(failures()).isEqualTo(1);
    room.test.clock.advance(Duration.ofMinutes(90));
    room.keys.tend();
    room.test.clock.advance(Duration.ofMinutes(90));
    room.keys.tend();
    assertThat(failures()).isEqualTo(2);
  }

  private long failures() {
    return room.test
        .store
        .<Optional<Long>>read(
            in -> in.first("SELECT max(failures) AS most FROM keys", row -> row.number("most")))
        .orElseThrow();
  }

  @Test
  void two_nodes_tend_the_same_keys_without_harm() {
    make();
    room.test.clock.advance(Duration.ofDays(705));
    try (var other = room.sibling(folder)) {
      other.keys.tend();
      room.keys.tend();
      assertThat(room.keys.find(room.keys.of(ada.id()).getFirst().fingerprint())).isPresent();
      assertThat(
              room.test
                  .domain
                  .organisation()
                  .certified(other.keys.of(ada.id()).getFirst().certificate()))
          .containsExactly("ada@example.com");
    }
  }
}
