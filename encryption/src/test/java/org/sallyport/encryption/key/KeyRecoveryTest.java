package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.audit.AuditEntry;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyListing.SecretPart;
import org.sallyport.openpgp.Opening;

class KeyRecoveryTest {
  private static final String WHO = "administrator bob";
  private static final Secret PASSPHRASE = Secret.ofText("a long passphrase");

  @TempDir Path folder;
  private KeyRoom room;
  private Consumer ada;

  @BeforeEach
  void open() {
    room = new KeyRoom(folder, KeyMode.SKM);
    ada = room.test.consumer("ada@example.com");
  }

  private void begin(KeyMode mode) {
    room.policy = KeyRoom.settings(mode);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private Recovered recover(Fingerprint fingerprint, RecoveryTo to) {
    return room.keys.recovery().recover(WHO, "Ada has lost her laptop", fingerprint, to);
  }

  private Key opened(Recovered recovered, Decryption decryption) throws Exception {
    assertThat(recovered).isInstanceOf(Recovered.Done.class);
    var content = new ByteArrayOutputStream();
    var message = ((Recovered.Done) recovered).message();
    assertThat(message).startsWith("-----BEGIN PGP MESSAGE-----");
    assertThat(decryption.decrypt(new ByteArrayInputStream(message.getBytes(UTF_8)), content))
        .isInstanceOf(Opening.Released.class);
    return Key.read(content.toByteArray()).orThrow();
  }

  private Decryption byPassphrase() {
    return Decryption.with(List.of(), room.test.clock.instant(), KeyRoom.ALGORITHMS)
        .orPasswords(List.of(PASSPHRASE));
  }

  private List<AuditEntry> audit() {
    return room.test.store.read(
        in ->
            room.test
                .domain
                .audit()
                .entries(in, Optional.of("ada@example.com"), OptionalLong.empty(), 1));
  }

  @Test
  void a_key_of_the_server_is_recovered_whole_and_the_reason_is_kept() throws Exception {
    begin(KeyMode.SKM);
    var made = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));
    var recovered = recover(made.fingerprint(), new RecoveryTo.Passphrase(PASSPHRASE));

    var key = opened(recovered, byPassphrase());
    assertThat(key.secretParts().values()).containsOnly(SecretPart.OPEN);
    assertThat(audit())
        .allSatisfy(
            entry -> {
              assertThat(entry.actor()).isEqualTo(WHO);
              assertThat(entry.action()).isEqualTo("key-recovered");
              assertThat(entry.detail()).endsWith("under a passphrase: Ada has lost her laptop");
            })
        .hasSize(1);
  }

  @Test
  void an_administrator_gets_it_to_a_certificate() throws Exception {
    begin(KeyMode.SKM);
    var made = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));
    var bob = room.made("Bob <bob@example.com>");
    var recovered = recover(made.fingerprint(), new RecoveryTo.Holder(bob.certificate()));

    var key =
        opened(
            recovered,
            Decryption.with(List.of(bob), room.test.clock.instant(), KeyRoom.ALGORITHMS));
    assertThat(key.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(audit().getFirst().detail()).contains(bob.fingerprint().hex());
  }

  @Test
  void of_server_client_mode_only_what_decrypts_is_recovered() throws Exception {
    begin(KeyMode.SCKM);
    var made = room.kept(ada);
    var key =
        opened(recover(made.fingerprint(), new RecoveryTo.Passphrase(PASSPHRASE)), byPassphrase());

    assertThat(key.secretParts().values().stream().filter(SecretPart.OPEN::equals)).hasSize(1);
    assertThat(room.decrypted(key, room.encrypted(made.certificate(), "x"))).hasValue("x");
  }

  @Test
  void of_guarded_mode_it_stays_under_its_holders_passphrase() throws Exception {
    begin(KeyMode.GKM);
    var made = room.kept(ada);
    var key =
        opened(recover(made.fingerprint(), new RecoveryTo.Passphrase(PASSPHRASE)), byPassphrase());

    assertThat(key.secretParts().values()).containsOnly(SecretPart.LOCKED);
    assertThat(
            ((Recovered.Done) recover(made.fingerprint(), new RecoveryTo.Passphrase(PASSPHRASE)))
                .mode())
        .isEqualTo(KeyMode.GKM);
  }

  @Test
  void of_client_mode_there_is_nothing() {
    begin(KeyMode.CKM);
    var made = room.kept(ada);

    assertThat(recover(made.fingerprint(), new RecoveryTo.Passphrase(PASSPHRASE)))
        .isEqualTo(new Recovered.NothingKept());
    assertThat(
            recover(
                new Fingerprint("0123456789ABCDEF0123456789ABCDEF01234567"),
                new RecoveryTo.Passphrase(PASSPHRASE)))
        .isEqualTo(new Recovered.Unknown());
  }

  @Test
  void without_a_reason_or_a_good_passphrase_nothing_is_handed_out() {
    begin(KeyMode.SKM);
    var made = KeyRoom.done(room.keys.own().make(KeyRoom.ME, ada));
    assertThat(
            room.keys
                .recovery()
                .recover(WHO, " ", made.fingerprint(), new RecoveryTo.Passphrase(PASSPHRASE)))
        .isInstanceOf(Recovered.Unfit.class);
    assertThat(recover(made.fingerprint(), new RecoveryTo.Passphrase(Secret.ofText("short"))))
        .isInstanceOf(Recovered.Unfit.class);
    assertThat(audit().getFirst().action()).isEqualTo("key-made");
  }
}
