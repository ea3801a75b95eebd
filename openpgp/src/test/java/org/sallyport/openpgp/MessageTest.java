package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.Secret;

class MessageTest {
  private static final AlgorithmPolicy POLICY = AlgorithmPolicy.standard();
  private static final Key ALICE = KeyTest.make(KeyProfile.CURVE25519_V4);
  private static final Key BOB = KeyTest.make(KeyProfile.CURVE25519_V6);
  private static final Key CAROL = KeyTest.make(KeyProfile.CURVE25519_V4);
  private static final byte[] HELLO = "Hello, world.\nÄ second line \n".getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void what_is_encrypted_and_signed_is_read_and_verified(KeyProfile profile) throws IOException {
    var key = KeyTest.make(profile);
    var message = encrypt(to(key).signedBy(List.of(key)), HELLO);
    var sink = new ByteArrayOutputStream();
    var facts = released(decryption(key).verifying(List.of(key.certificate())), message, sink);
    assertThat(sink.toByteArray()).isEqualTo(HELLO);
    assertThat(facts.good()).hasSize(1);
    assertThat(facts.good().getFirst().certificate()).isEqualTo(key.fingerprint());
    assertThat(facts.encrypted().orElseThrow().cipher()).isEqualTo(Algorithm.AES256);
    assertThat(facts.encrypted().orElseThrow().version()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 65_535, 65_536, 65_537, 1_000_000})
  void content_of_any_length_passes(int length) throws IOException {
    var content = random(length);
    for (var plan : List.of(to(ALICE), to(ALICE).inArmor(), to(BOB).preferringVersion2())) {
      var sink = new ByteArrayOutputStream();
      released(decryption(ALICE, BOB), encrypt(plan, content), sink);
      assertThat(sink.toByteArray()).isEqualTo(content);
    }
  }

  @Test
  void version_2_needs_every_recipient_and_the_callers_leave() throws IOException {
    assertThat(version(to(BOB))).isEqualTo(1);
    assertThat(version(to(BOB).preferringVersion2())).isEqualTo(2);
    assertThat(version(to(BOB, ALICE).preferringVersion2())).isEqualTo(1);
    assertThat(version(to(BOB).preferringVersion2().withAdditional(List.of(ALICE.certificate()))))
        .isEqualTo(1);
  }

  private static int version(Encryption plan) throws IOException {
    return released(decryption(BOB), encrypt(plan, HELLO), new ByteArrayOutputStream())
        .encrypted()
        .orElseThrow()
        .version();
  }

  @Test
  void every_recipient_the_organisation_and_a_password_open_it() throws IOException {
    var message =
        encrypt(
            to(ALICE)
                .withAdditional(List.of(CAROL.certificate()))
                .withPasswords(List.of(Secret.ofText("open sesame"))),
            HELLO);
    for (var decryption :
        List.of(
            decryption(ALICE),
            decryption(CAROL),
            decryption().orPasswords(List.of(Secret.ofText("no"), Secret.ofText("open sesame"))))) {
      var sink = new ByteArrayOutputStream();
      released(decryption, message, sink);
      assertThat(sink.toByteArray()).isEqualTo(HELLO);
    }
    assertThat(refused(decryption(BOB), message).kind()).isEqualTo(Refusal.Kind.CANNOT_DECRYPT);
    assertThat(refused(decryption().orPasswords(List.of(Secret.ofText("no"))), message).kind())
        .isEqualTo(Refusal.Kind.CANNOT_DECRYPT);
  }

  @Test
  void what_is_malformed_within_encryption_is_told_as_damage() throws Exception {
    var generator =
        new org.bouncycastle.openpgp.PGPEncryptedDataGenerator(
            new CfbEncryptor(new java.security.SecureRandom()));
    generator.addMethod(
        new org.bouncycastle.openpgp.operator.bc.BcPBEKeyEncryptionMethodGenerator(
            "x".toCharArray()));
    generator.setForceSessionKey(true);
    var message = new ByteArrayOutputStream();
    try (var out = generator.open(message, new byte[4096])) {
      byte[] literal = {(byte) 0xcb, 6, 'b', 0, 0, 0, 0, 0};
      out.write(literal);
      out.write(literal);
    }
    var decryption = decryption().orPasswords(List.of(Secret.ofText("x")));
    assertThat(refused(decryption, message.toByteArray()).kind())
        .isEqualTo(Refusal.Kind.NOT_AUTHENTIC);
  }

  @Test
  void a_locked_key_says_that_it_needs_its_passphrase() throws IOException {
    var locked = ALICE.protect(Secret.ofText("x")).orThrow();
    assertThat(refused(decryption(locked), encrypt(to(ALICE), HELLO)).kind())
        .isEqualTo(Refusal.Kind.LOCKED);
  }

  @Test
  void a_key_with_the_secret_for_decryption_alone_decrypts_and_cannot_sign() throws IOException {
    var part = ALICE.onlyWithSecretsFor(KeyUse.ENCRYPT, KeyTest.NOW, POLICY).orThrow();
    var sink = new ByteArrayOutputStream();
    released(decryption(part), encrypt(to(ALICE), HELLO), sink);
    assertThat(sink.toByteArray()).isEqualTo(HELLO);
    assertThat(Signing.by(List.of(part), KeyTest.NOW, POLICY).detached(in(HELLO)))
        .isInstanceOf(Result.Refused.class);
  }

  @Test
  void a_revoked_or_expired_recipient_is_refused_with_the_reason() throws IOException {
    var revoked =
        ALICE.revoked(new Revocation(Revocation.Reason.COMPROMISED), KeyTest.NOW, POLICY).orThrow();
    assertThat(to(revoked).open(new ByteArrayOutputStream()))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            one -> assertThat(one.refusal().reason()).contains("because it was compromised"));
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false"})
  void a_message_that_is_changed_anywhere_is_not_released(boolean second, boolean armored)
      throws IOException {
    var plan = to(BOB).signedBy(List.of(BOB));
    plan = second ? plan.preferringVersion2() : plan;
    plan = armored ? plan.inArmor() : plan;
    var message = encrypt(plan, HELLO);
    for (int at = 0; at < message.length; at++) {
      var changed = message.clone();
      changed[at] ^= 0x01;
      var sink = new ByteArrayOutputStream();
      var outcome = decryption(BOB).decrypt(in(changed), sink);
      if (outcome instanceof Opening.Released) {
        // Only what does not matter: armor's checksum and text, or a hint at the recipient.
        assertThat(sink.toByteArray()).isEqualTo(HELLO);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_message_that_is_cut_anywhere_is_not_released(boolean second) throws IOException {
    var plan = second ? to(BOB).preferringVersion2() : to(BOB);
    var message = encrypt(plan, HELLO);
    for (int length = 0; length < message.length; length++) {
      assertThat(
              decryption(BOB)
                  .decrypt(in(Arrays.copyOf(message, length)), new ByteArrayOutputStream()))
          .as("cut to %s of %s octets", length, message.length)
          .isInstanceOf(Opening.Refused.class);
    }
  }

  @Test
  void a_large_message_that_is_changed_at_its_end_is_not_released() throws IOException {
    var message = encrypt(to(ALICE), random(500_000));
    message[message.length - 3] ^= 1;
    assertThat(refused(decryption(ALICE), message).kind()).isEqualTo(Refusal.Kind.NOT_AUTHENTIC);
  }

  @Test
  void what_is_not_encrypted_is_not_decrypted() throws IOException {
    var signed = sign(Signing.by(List.of(ALICE), KeyTest.NOW, POLICY), HELLO, false);
    assertThat(refused(decryption(ALICE), signed).reason()).contains("not encrypted");
  }

  @Test
  void content_beyond_the_limit_is_refused() throws IOException {
    var message = encrypt(to(ALICE), HELLO);
    var tight = decryption(ALICE).within(Limits.standard().ofOctets(HELLO.length - 1));
    assertThat(refused(tight, message).kind()).isEqualTo(Refusal.Kind.LIMIT);
    var fits = decryption(ALICE).within(Limits.standard().ofOctets(HELLO.length));
    released(fits, message, new ByteArrayOutputStream());
  }

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void detached_signatures_fit_what_was_signed_and_nothing_else(KeyProfile profile)
      throws IOException {
    var key = KeyTest.make(profile);
    var signing = Signing.by(List.of(key, CAROL), KeyTest.NOW, POLICY);
    var signature = signing.detached(in(HELLO)).orThrow();
    var verification = verification(key);
    assertThat(verification.detached(signature, in(HELLO)).orThrow())
        .anyMatch(Verdict.Good.class::isInstance)
        .anyMatch(Verdict.Unknown.class::isInstance)
        .hasSize(2);
    assertThat(verification.detached(signature, in(random(9))).orThrow())
        .noneMatch(Verdict.Good.class::isInstance);
  }

  @Test
  void a_signature_of_text_does_not_mind_line_ends() throws IOException {
    var signature =
        Signing.by(List.of(ALICE), KeyTest.NOW, POLICY).ofText().detached(in(HELLO)).orThrow();
    var windows = new String(HELLO, UTF_8).replace("\n", "\r\n").getBytes(UTF_8);
    assertThat(verification(ALICE).detached(signature, in(windows)).orThrow())
        .allMatch(Verdict.Good.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_signed_message_is_read_and_verified(boolean armored) throws IOException {
    var signing = Signing.by(List.of(ALICE, BOB, CAROL), KeyTest.NOW, POLICY);
    var message = sign(signing, HELLO, armored);
    var sink = new ByteArrayOutputStream();
    var facts = released(verification(ALICE, BOB, CAROL).inline(in(message), sink));
    assertThat(sink.toByteArray()).isEqualTo(HELLO);
    assertThat(facts.good())
        .extracting(Verdict.Good::certificate)
        .containsExactlyInAnyOrder(ALICE.fingerprint(), BOB.fingerprint(), CAROL.fingerprint());
  }

  @Test
  void text_with_its_signature_below_is_read_and_verified() throws IOException {
    var text = "- a list\n-----BEGIN PGP\n\nFrom me \t\n--\nlast";
    var written = new ByteArrayOutputStream();
    Signing.by(List.of(ALICE, BOB), KeyTest.NOW, POLICY)
        .cleartext(in(text.getBytes(UTF_8)), written)
        .orThrow();
    assertThat(written.toString(UTF_8)).contains("\n- - a list\n").contains("\n- From me");
    var sink = new ByteArrayOutputStream();
    var facts = released(verification(ALICE, BOB).inline(in(written.toByteArray()), sink));
    assertThat(facts.good()).hasSize(2);
    assertThat(sink.toString(UTF_8)).isEqualTo("- a list\n-----BEGIN PGP\n\nFrom me\n--\nlast\n");
    var changed = written.toString(UTF_8).replace("last", "lost").getBytes(UTF_8);
    assertThat(
            released(verification(ALICE).inline(in(changed), new ByteArrayOutputStream())).good())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Charset: utf-8", "Comment: read this", "Hash: SHA512\nX: y"})
  void signed_text_has_no_header_but_hash(String header) throws IOException {
    var written = new ByteArrayOutputStream();
    Signing.by(List.of(ALICE), KeyTest.NOW, POLICY).cleartext(in(HELLO), written).orThrow();
    var changed = written.toString(UTF_8).replace("Hash: SHA512", header).getBytes(UTF_8);
    assertThat(verification(ALICE).inline(in(changed), new ByteArrayOutputStream()))
        .isInstanceOf(Opening.Refused.class);
  }

  @Test
  void a_signature_by_a_key_that_was_revoked_before_does_not_count() throws IOException {
    var later = KeyTest.NOW.plusSeconds(100);
    var signature = Signing.by(List.of(ALICE), later, POLICY).detached(in(HELLO)).orThrow();
    var why = new Revocation(Revocation.Reason.RETIRED);
    var before = ALICE.revoked(why, later.minusSeconds(1), POLICY).orThrow();
    var after = ALICE.revoked(why, later.plusSeconds(1), POLICY).orThrow();
    assertThat(verdict(before, signature, later)).isInstanceOf(Verdict.Bad.class);
    assertThat(verdict(after, signature, later.plusSeconds(5))).isInstanceOf(Verdict.Good.class);
  }

  @Test
  void a_signature_of_the_future_or_with_a_hash_that_ended_does_not_count() throws IOException {
    var signature = Signing.by(List.of(ALICE), KeyTest.NOW, POLICY).detached(in(HELLO)).orThrow();
    assertThat(verdict(ALICE, signature, KeyTest.NOW.minusSeconds(301)))
        .isInstanceOf(Verdict.Bad.class);
    var strict = POLICY.ending(Algorithm.SHA512, KeyTest.NOW);
    assertThat(
            Verification.by(List.of(ALICE.certificate()), KeyTest.NOW, strict)
                .detached(signature, in(HELLO))
                .orThrow()
                .getFirst())
        .isInstanceOfSatisfying(
            Verdict.Bad.class, bad -> assertThat(bad.reason()).contains("SHA-512 is not accepted"));
  }

  @Test
  void a_certification_passed_off_as_a_signature_does_not_count() throws IOException {
    var certification =
        ALICE.certificate().ring().getPublicKey().getSignatures().next().getEncoded();
    assertThat(verdict(ALICE, certification, KeyTest.NOW)).isInstanceOf(Verdict.Bad.class);
  }

  @Test
  void a_spool_keeps_what_it_gets_sealed_and_leaves_nothing(@TempDir Path folder)
      throws IOException {
    var content = random(700_000);
    try (var spool = new Spool(folder)) {
      released(decryption(ALICE), encrypt(to(ALICE), content), spool);
      assertThat(spool.isOnDisk()).isTrue();
      assertThat(spool.bytes()).isEqualTo(content);
      assertThat(spool.bytes()).isEqualTo(content);
      var file = Path.of(folder.toFile().listFiles()[0].getPath());
      var sealed = Files.readAllBytes(file);
      sealed[300_000] ^= 1;
      Files.write(file, sealed);
      assertThatThrownBy(spool::bytes).hasMessageContaining("changed on disk");
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static Verdict verdict(Key key, byte[] signature, Instant at) throws IOException {
    return Verification.by(List.of(key.certificate()), at, POLICY)
        .detached(signature, in(HELLO))
        .orThrow()
        .getFirst();
  }

  private static Encryption to(Key... keys) {
    return Encryption.to(Arrays.stream(keys).map(Key::certificate).toList(), KeyTest.NOW, POLICY);
  }

  private static Decryption decryption(Key... keys) {
    return Decryption.with(List.of(keys), KeyTest.NOW, POLICY);
  }

  private static Verification verification(Key... keys) {
    return Verification.by(Arrays.stream(keys).map(Key::certificate).toList(), KeyTest.NOW, POLICY);
  }

  static byte[] encrypt(Encryption plan, byte[] content) throws IOException {
    var message = new ByteArrayOutputStream();
    try (var out = plan.open(message).orThrow()) {
      out.write(content);
    }
    return message.toByteArray();
  }

  private static byte[] sign(Signing signing, byte[] content, boolean armored) throws IOException {
    var message = new ByteArrayOutputStream();
    try (var out = signing.inline(message, armored).orThrow()) {
      out.write(content);
    }
    assertThat(message.toString(US_ASCII).startsWith("-----BEGIN")).isEqualTo(armored);
    return message.toByteArray();
  }

  private static MessageFacts released(Decryption decryption, byte[] message, OutputStream sink)
      throws IOException {
    return released(decryption.decrypt(in(message), sink));
  }

  private static MessageFacts released(Opening outcome) {
    return switch (outcome) {
      case Opening.Released(var facts) -> facts;
      case Opening.Refused(var refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  private static Refusal refused(Decryption decryption, byte[] message) throws IOException {
    return switch (decryption.decrypt(in(message), new ByteArrayOutputStream())) {
      case Opening.Refused(var refusal) -> refusal;
      case Opening.Released(var facts) -> throw new AssertionError(facts.toString());
    };
  }

  private static ByteArrayInputStream in(byte[] octets) {
    return new ByteArrayInputStream(octets);
  }

  private static byte[] random(int length) {
    var octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }
}
