package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyListing.SecretPart;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Signing;

/** What each mode promises, held against all that an open server has. */
class KeyModePromisesTest {
  @TempDir Path folder;
  private KeyRoom room;

  @BeforeEach
  void open() {
    room = new KeyRoom(folder, KeyMode.SKM);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private Consumer begin(KeyMode mode) {
    room.policy = KeyRoom.settings(mode);
    return room.test.consumer("ada@example.com");
  }

  /** Every key that somebody with the whole store and an open vault can read. */
  private List<Key> everythingTheServerHas() {
    var column = room.test.domain.vault().column("key_secrets", "secret");
    var all = new ArrayList<Key>();
    for (var fingerprint :
        room.test.store.<List<String>>read(
            in -> in.all("SELECT fingerprint FROM key_secrets", row -> row.text("fingerprint")))) {
      var bytes =
          room.test
              .store
              .read(
                  in ->
                      in.first(
                          "SELECT secret FROM key_secrets WHERE fingerprint = ?",
                          row -> row.bytes("secret"),
                          fingerprint))
              .orElseThrow();
      all.add(Key.read(column.open(bytes, fingerprint).reveal()).orThrow());
    }
    return all;
  }

  private boolean serverDecrypts(Key client) throws Exception {
    var message = room.encrypted(client.certificate(), "letter");
    for (var key : everythingTheServerHas()) {
      if (room.decrypted(key, message).filter("letter"::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean serverSigns() throws Exception {
    for (var key : everythingTheServerHas()) {
      if (signs(key)) {
        return true;
      }
    }
    return false;
  }

  private boolean signs(Key key) throws Exception {
    return Signing.by(List.of(key), room.test.clock.instant(), KeyRoom.ALGORITHMS)
            .detached(new ByteArrayInputStream("data".getBytes(UTF_8)))
        instanceof Result.Of<byte[]>;
  }

  private Key secretForClient(Consumer ada) {
    var armored = room.keys.own().of(ada).getFirst().secret().orElseThrow();
    return Key.read(armored.reveal()).orThrow();
  }

  @Test
  void in_server_mode_the_server_decrypts_and_signs() throws Exception {
    var ada = begin(KeyMode.SKM);
    room.keys.own().make(KeyRoom.ME, ada);
    var key = secretForClient(ada);

    assertThat(serverDecrypts(key)).isTrue();
    assertThat(serverSigns()).isTrue();
    assertThat(signs(key)).isTrue();
  }

  @Test
  void in_client_mode_the_server_has_nothing() throws Exception {
    var ada = begin(KeyMode.CKM);
    var key = room.kept(ada);

    assertThat(everythingTheServerHas()).isEmpty();
    assertThat(serverDecrypts(key)).isFalse();
  }

  @Test
  void in_guarded_mode_the_server_has_everything_and_opens_nothing() throws Exception {
    var ada = begin(KeyMode.GKM);
    var key = room.kept(ada);

    assertThat(everythingTheServerHas()).hasSize(1);
    assertThat(everythingTheServerHas().getFirst().secretParts().values())
        .containsOnly(SecretPart.LOCKED);
    assertThat(serverDecrypts(key)).isFalse();
    assertThat(serverSigns()).isFalse();
  }

  @Test
  void in_guarded_mode_the_client_gets_it_back_and_opens_it() throws Exception {
    var ada = begin(KeyMode.GKM);
    var key = room.kept(ada);
    var message = room.encrypted(key.certificate(), "letter");
    var back = secretForClient(ada);

    assertThat(room.decrypted(back, message)).isEmpty();
    var opened = back.unlock(List.of(Secret.ofText("the user's own"))).orThrow();
    assertThat(room.decrypted(opened, message)).hasValue("letter");
    assertThat(signs(opened)).isTrue();
  }

  @Test
  void in_server_client_mode_the_server_decrypts_and_cannot_sign() throws Exception {
    var ada = begin(KeyMode.SCKM);
    var key = room.kept(ada);

    assertThat(serverDecrypts(key)).isTrue();
    assertThat(serverSigns()).isFalse();
    assertThat(signs(key)).isTrue();
    var parts = everythingTheServerHas().getFirst().secretParts();
    for (var listed : key.listing(room.test.clock.instant(), KeyRoom.ALGORITHMS).keys()) {
      boolean decrypts = listed.can().contains(KeyUse.ENCRYPT);
      assertThat(parts.get(listed.fingerprint()))
          .isEqualTo(decrypts ? SecretPart.OPEN : SecretPart.ABSENT);
    }
    assertThat(room.decrypted(secretForClient(ada), room.encrypted(key.certificate(), "x")))
        .hasValue("x");
  }

  @Test
  void in_server_client_mode_a_secret_that_signs_is_refused() {
    var ada = begin(KeyMode.SCKM);
    var key = room.made(ada);
    assertThat(KeyRoom.unfit(room.keep(ada, with(KeyMode.SCKM, key, key))))
        .contains("not for encryption alone");
    var locked =
        key.onlyWithSecretsFor(KeyUse.ENCRYPT, room.test.clock.instant(), KeyRoom.ALGORITHMS)
            .then(each -> each.protect(Secret.ofText("a passphrase")))
            .orThrow();
    assertThat(KeyRoom.unfit(room.keep(ada, with(KeyMode.SCKM, key, locked))))
        .contains("under a passphrase");
    assertThat(everythingTheServerHas()).isEmpty();
  }

  @Test
  void in_guarded_mode_an_open_secret_is_refused() {
    var ada = begin(KeyMode.GKM);
    var key = room.made(ada);

    assertThat(KeyRoom.unfit(room.keep(ada, with(KeyMode.GKM, key, key))))
        .contains("without a passphrase");
    assertThat(everythingTheServerHas()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"GKM", "SCKM"})
  void secrets_that_are_missing_or_of_another_key_are_refused(KeyMode mode) {
    var ada = begin(mode);
    var key = room.made(ada);
    var other = room.made(ada);
    var absent = new KeyUpload(mode, key.certificate().armored().getBytes(UTF_8), Optional.empty());

    assertThat(KeyRoom.unfit(room.keep(ada, absent))).contains("the secrets are missing");
    var mixed =
        new KeyUpload(
            mode, key.certificate().armored().getBytes(UTF_8), room.upload(mode, other).secret());
    assertThat(KeyRoom.unfit(room.keep(ada, mixed))).contains("of another key");
    assertThat(everythingTheServerHas()).isEmpty();
  }

  @Test
  void a_policy_that_turns_to_client_mode_makes_the_server_forget_the_secret() throws Exception {
    var ada = begin(KeyMode.GKM);
    var key = room.kept(ada);
    room.policy = KeyRoom.settings(KeyMode.CKM);
    KeyRoom.done(room.keep(ada, room.upload(KeyMode.CKM, key)));

    assertThat(everythingTheServerHas()).isEmpty();
    assertThat(room.keys.find(key.fingerprint()).map(ConsumerKey::mode)).hasValue(KeyMode.CKM);
  }

  @ParameterizedTest
  @EnumSource(names = {"CKM", "GKM", "SCKM"})
  void a_key_that_the_server_could_sign_with_comes_into_no_mode_that_denies_it(KeyMode mode) {
    var ada = begin(KeyMode.SKM);
    room.keys.own().make(KeyRoom.ME, ada);
    var key = secretForClient(ada);
    room.policy = KeyRoom.settings(mode);

    assertThat(KeyRoom.unfit(room.keep(ada, room.upload(mode, key)))).contains("make another key");
    assertThat(KeyRoom.unfit(room.keys.own().bring("admin", ada, room.upload(mode, key))))
        .contains("make another key");
    assertThat(room.keys.find(key.fingerprint()).map(ConsumerKey::mode)).hasValue(KeyMode.SKM);
  }

  @ParameterizedTest
  @EnumSource(names = {"CKM", "GKM"})
  void a_key_that_the_server_could_read_with_comes_into_no_mode_that_denies_it(KeyMode mode) {
    var ada = begin(KeyMode.SCKM);
    var key = room.kept(ada);
    room.policy = KeyRoom.settings(mode);

    assertThat(KeyRoom.unfit(room.keep(ada, room.upload(mode, key)))).contains("make another key");
  }

  private static KeyUpload with(KeyMode mode, Key key, Key secrets) {
    return new KeyUpload(
        mode, key.certificate().armored().getBytes(UTF_8), Optional.of(secrets.armored()));
  }
}
