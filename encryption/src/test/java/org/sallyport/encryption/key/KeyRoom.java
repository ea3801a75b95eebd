package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.policy.KeySettings;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Opening;

/** Keys over a store of their own, with a policy that tests choose. */
final class KeyRoom implements AutoCloseable {
  static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  static final String ME = "client c_1";

  final TestDomain test;
  final Keys keys;
  volatile KeySettings policy;

  KeyRoom(Path folder, KeyMode mode) {
    this(TestStores.SQLITE, folder, mode);
  }

  KeyRoom(TestStores stores, Path folder, KeyMode mode) {
    this(stores.open(folder), settings(mode));
  }

  private KeyRoom(TestDomain test, KeySettings policy) {
    this.test = test;
    this.policy = policy;
    var domain = test.domain;
    keys =
        Keys.of(
            test.store,
            domain.vault(),
            domain.organisation(),
            domain.consumers(),
            _ -> this.policy,
            domain.audit(),
            domain.generations(),
            test.clock);
  }

  static KeySettings settings(KeyMode mode) {
    return settings(mode, List.of());
  }

  static KeySettings settings(KeyMode mode, List<Certificate> additional) {
    return new KeySettings(
        mode,
        KeyProfile.CURVE25519_V4,
        Optional.of(Duration.ofDays(730)),
        Duration.ofDays(30),
        additional);
  }

  /** Another node over the same store. */
  KeyRoom sibling(Path folder) {
    return new KeyRoom(test.sibling(folder), policy);
  }

  /** What a client makes for itself. */
  Key made(Consumer consumer) {
    return made(consumer.userId());
  }

  Key made(String... userIds) {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4,
            List.of(userIds),
            Optional.of(Duration.ofDays(365)),
            test.clock.instant()));
  }

  KeyUpload upload(KeyMode mode, Key key) {
    var secret =
        switch (mode) {
          case CKM, SKM -> Optional.<Secret>empty();
          case GKM -> Optional.of(key.protect(Secret.ofText("the user's own")).orThrow().armored());
          case SCKM ->
              Optional.of(
                  key.onlyWithSecretsFor(KeyUse.ENCRYPT, test.clock.instant(), ALGORITHMS)
                      .orThrow()
                      .armored());
        };
    return new KeyUpload(mode, key.certificate().armored().getBytes(UTF_8), secret);
  }

  static KeyUpload certificate(KeyMode mode, Certificate certificate) {
    return new KeyUpload(mode, certificate.armored().getBytes(UTF_8), Optional.empty());
  }

  Kept keep(Consumer consumer, KeyUpload upload) {
    return keys.own().keep(ME, consumer, upload);
  }

  /** Keeps a key of the policy's mode that the client has made. */
  Key kept(Consumer consumer) {
    var key = made(consumer);
    assertThat(keep(consumer, upload(policy.mode(), key))).isInstanceOf(Kept.Done.class);
    return key;
  }

  static ConsumerKey done(Kept kept) {
    assertThat(kept).isInstanceOf(Kept.Done.class);
    return ((Kept.Done) kept).key();
  }

  static String unfit(Kept kept) {
    assertThat(kept).isInstanceOf(Kept.Unfit.class);
    return ((Kept.Unfit) kept).reason();
  }

  byte[] encrypted(Certificate to, String text) throws IOException {
    var message = new ByteArrayOutputStream();
    try (var out =
        Encryption.to(List.of(to), test.clock.instant(), ALGORITHMS).open(message).orThrow()) {
      out.write(text.getBytes(UTF_8));
    }
    return message.toByteArray();
  }

  /** What a key makes of a message; empty when it cannot read it. */
  Optional<String> decrypted(Key key, byte[] message) throws IOException {
    var content = new ByteArrayOutputStream();
    var opening =
        Decryption.with(List.of(key), test.clock.instant(), ALGORITHMS)
            .decrypt(new ByteArrayInputStream(message), content);
    return opening instanceof Opening.Released
        ? Optional.of(content.toString(UTF_8))
        : Optional.empty();
  }

  @Override
  public void close() {
    test.close();
  }
}
