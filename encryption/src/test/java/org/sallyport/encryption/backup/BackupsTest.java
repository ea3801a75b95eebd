package org.sallyport.encryption.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.backup.Restore.Outcome;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.ignition.Vault.Lighting;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;

@ParameterizedClass
@EnumSource
class BackupsTest {
  private static final Secret EXPORT = Secret.ofText("the safe's passphrase");

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private Path old;
  private Path fresh;

  @BeforeEach
  void folders() throws IOException {
    old = Files.createDirectory(folder.resolve("old"));
    fresh = Files.createDirectory(folder.resolve("fresh"));
  }

  private static Key exported(TestDomain test) {
    try (var armored = test.domain.organisation().export("administrator bob", EXPORT)) {
      return Key.read(armored.reveal()).then(key -> key.unlock(List.of(EXPORT))).orThrow();
    }
  }

  private Outcome restore(TestDomain into, Key key, byte[] backup) throws IOException {
    return Restore.into(
        into.store, Domain.SCHEMA, key, new ByteArrayInputStream(backup), folder, TestDomain.START);
  }

  private byte[] made(TestDomain test) throws IOException {
    var backup = test.domain.backups().make("administrator bob");
    return Files.readAllBytes(old.resolve("backups").resolve(backup.name()));
  }

  @Test
  void a_backup_brings_everything_back_and_opens_with_the_old_passphrase() throws IOException {
    byte[] backup;
    Key key;
    try (var test = stores.open(old)) {
      test.consumer("ada@example.com");
      key = exported(test);
      backup = made(test);
      assertThat(new String(backup, UTF_8)).doesNotContain("ada@example.com");
    }
    try (var test = stores.locked(fresh)) {
      assertThat(restore(test, key, backup)).isInstanceOf(Outcome.Restored.class);

      assertThat(test.domain.vault().state()).isEqualTo(Vault.State.LOCKED);
      assertThat(test.domain.vault().light(Secret.ofText("some other passphrase")))
          .isEqualTo(new Lighting.Wrong());
      test.light();
      test.domain.generations().read();
      assertThat(test.domain.organisation().fingerprint()).isEqualTo(key.fingerprint());
      assertThat(
              test.store.<Boolean>read(
                  in -> test.domain.consumers().of(in, new Address("ada@example.com")).isPresent()))
          .isTrue();
    }
  }

  @Test
  void clients_that_saw_newer_policies_take_the_restored_ones() throws IOException {
    byte[] backup;
    Key key;
    long seen;
    try (var test = stores.open(old)) {
      var ada = test.consumer("ada@example.com").id();
      key = exported(test);
      seen = test.domain.policyDocuments().of(ada).orElseThrow().serial();
      backup = made(test);
    }
    try (var test = stores.locked(fresh)) {
      restore(test, key, backup);
      test.clock.advance(Duration.ofHours(1));
      test.light();
      test.domain.generations().read();
      var ada = test.consumer("ada@example.com").id();

      assertThat(test.domain.policyDocuments().of(ada).orElseThrow().serial())
          .isGreaterThanOrEqualTo(seen + 3600);
    }
  }

  @Test
  void a_store_in_use_is_not_overwritten() throws IOException {
    try (var test = stores.open(old)) {
      var key = exported(test);
      var backup = made(test);

      assertThat(restore(test, key, backup))
          .isInstanceOfSatisfying(
              Outcome.Refused.class, refused -> assertThat(refused.reason()).contains("in use"));
    }
  }

  @Test
  void what_another_key_made_or_somebody_changed_is_not_restored() throws IOException {
    try (var test = stores.open(old);
        var into = stores.locked(fresh)) {
      var key = exported(test);
      var backup = made(test);
      var other =
          Key.generate(
              new KeyRequest(
                  KeyProfile.CURVE25519_V4,
                  List.of("Mallory <m@example.com>"),
                  Optional.empty(),
                  TestDomain.START));

      assertThat(restore(into, other, backup)).isInstanceOf(Outcome.Refused.class);
      assertThat(restore(into, key, forged(key, other))).isInstanceOf(Outcome.Refused.class);
      assertThat(restore(into, key, forged(key, key)))
          .isEqualTo(new Outcome.Refused("this is no copy of tables"));
      var random = new Random(1);
      for (int i = 0; i < 50; i++) {
        var changed = backup.clone();
        changed[random.nextInt(changed.length)] ^= 1;
        assertThat(restore(into, key, changed)).isInstanceOf(Outcome.Refused.class);
      }
      assertThat(into.domain.vault().state()).isEqualTo(Vault.State.UNINITIALISED);
    }
  }

  private static byte[] forged(Key to, Key by) throws IOException {
    var sink = new ByteArrayOutputStream();
    try (var out =
        Encryption.to(List.of(to.certificate()), TestDomain.START, AlgorithmPolicy.standard())
            .signedBy(List.of(by))
            .open(sink)
            .orThrow()) {
      out.write(new byte[] {0, 5, 'h', 'e', 'l', 'l', 'o'});
    }
    return sink.toByteArray();
  }

  @Test
  void the_oldest_goes_and_nothing_half_is_left() throws IOException {
    try (var test = stores.open(old)) {
      for (int i = 0; i < 5; i++) {
        made(test);
        test.clock.advance(Duration.ofSeconds(i % 2));
      }
      assertThat(test.domain.backups().all()).hasSize(3);
      try (var files = Files.list(old.resolve("backups"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .allMatch(name -> name.startsWith("sallyport-"));
      }
    }
  }
}
