package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.mime.pgp.EncryptedMessage;
import org.sallyport.mime.pgp.Opener;
import org.sallyport.mime.pgp.PlainMessage;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.pgp.SignedMessage;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Signing;
import org.sallyport.testkit.Peers;

/** PGP/MIME with GnuPG 2.2 on the other side, which gets the pieces that a mailer would give it. */
class GnuPgMailIT {
  private static final AlgorithmPolicy POLICY = AlgorithmPolicy.standard();
  private static final String PART =
      String.join(
          "\r\n",
          "Content-Type: text/plain; charset=utf-8",
          "Content-Transfer-Encoding: quoted-printable",
          "",
          "Hello,=20",
          "world.",
          "");
  private static final String HEAD =
      "From: Alice <alice@example.com>\r\nTo: bob@example.net\r\nSubject: Zahlen\r\n";

  /** Short, because the agent's socket is in it and its path has few characters. */
  private Path home;

  private final Instant now = Instant.now();

  @BeforeEach
  void home() throws IOException {
    Peers.require("gpg");
    home =
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @AfterEach
  void endAgent() throws Exception {
    Command.run("", Map.of(), "gpgconf", "--homedir", home, "--kill", "all");
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Command.Result gpg(String input, Object... arguments) throws Exception {
    var all =
        new ArrayList<Object>(
            List.of("--homedir", home, "--batch", "--yes", "--trust-model", "always"));
    all.addAll(List.of(arguments));
    return Command.run(input, Map.of(), "gpg", all.toArray());
  }

  private Key shared(KeyProfile profile) throws Exception {
    var key =
        Key.generate(
            new KeyRequest(
                profile,
                List.of("Alice <alice@example.com>"),
                Optional.empty(),
                now.minusSeconds(60)));
    gpg(key.armored().revealText(), "--import").expectSuccess();
    return key;
  }

  private static Message message(String text) throws IOException {
    return ((Scan.Read) Message.scan(Octets.of(text.getBytes(ISO_8859_1)))).message();
  }

  private Reading open(String text, Key key) throws IOException {
    // Their clock may be a second ahead of the one that was read before.
    var plan = Decryption.with(List.of(key), now.plusSeconds(600), POLICY);
    return new Opener(plan.verifying(List.of(key.certificate())), home).open(message(text));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(home.resolve(name), content, ISO_8859_1);
  }

  /** What stands between two things, as a program without MIME would cut it. */
  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @ParameterizedTest
  @EnumSource(names = {"CURVE25519_V4", "RSA_3072_V4"})
  void they_decrypt_and_verify_what_we_write(KeyProfile profile) throws Exception {
    var key = shared(profile);
    var sink = new ByteArrayOutputStream();
    var plan = Encryption.to(List.of(key.certificate()), now, POLICY).signedBy(List.of(key));
    EncryptedMessage.write(message(HEAD + PART), plan, sink).orThrow();
    var encrypted = sink.toString(ISO_8859_1);
    var armor =
        "-----BEGIN PGP MESSAGE" + between(encrypted, "-----BEGIN PGP MESSAGE", "\r\n--sallyport");
    var theirs = gpg(armor, "--decrypt");
    assertThat(theirs.expectSuccess())
        .contains("Subject: Zahlen\r\n")
        .endsWith("\r\n\r\nHello,=20\r\nworld.\r\n");
    assertThat(theirs.err()).contains("Good signature from \"Alice <alice@example.com>\"");

    sink.reset();
    SignedMessage.write(message(HEAD + PART), Signing.by(List.of(key), now, POLICY), home, sink)
        .orThrow();
    var signed = sink.toString(ISO_8859_1);
    var delimiter = "\r\n--" + between(signed, "boundary=\"", "\"");
    var part = file("part", between(signed, delimiter + "\r\n", delimiter));
    var signature =
        "-----BEGIN PGP SIGNATURE" + between(signed, "-----BEGIN PGP SIGNATURE", delimiter);
    var verified = gpg("", "--verify", file("part.asc", signature), part);
    assertThat(verified.err()).contains("Good signature from \"Alice <alice@example.com>\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"CURVE25519_V4", "RSA_3072_V4"})
  void we_decrypt_and_verify_what_they_write(KeyProfile profile) throws Exception {
    var key = shared(profile);
    var who = "alice@example.com";
    var armor = gpg(PART, "--armor", "--sign", "--encrypt", "-r", who).expectSuccess();
    var encrypted =
        HEAD
            + "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\";"
            + " boundary=b\r\n"
            + "\r\n"
            + "--b\r\n"
            + "Content-Type: application/pgp-encrypted\r\n\r\n"
            + "Version: 1\r\n\r\n"
            + "--b\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
            + armor.replace("\n", "\r\n")
            + "\r\n--b--\r\n";
    try (var reading = (Reading.Decrypted) open(encrypted, key)) {
      assertThat(reading.isSignedBySender()).isTrue();
      var plain = new ByteArrayOutputStream();
      PlainMessage.write(message(encrypted), reading, plain);
      assertThat(plain.toString(ISO_8859_1)).isEqualTo(HEAD + "MIME-Version: 1.0\r\n" + PART);
    }
    for (var form : List.of("--no-textmode", "--textmode")) {
      var signature =
          gpg(PART, "--armor", form, "--digest-algo", "SHA256", "--detach-sign").expectSuccess();
      var signed =
          HEAD
              + "Content-Type: multipart/signed; micalg=pgp-sha256; boundary=b;\r\n"
              + " protocol=\"application/pgp-signature\"\r\n\r\n--b\r\n"
              + PART
              + "\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\n"
              + signature.replace("\n", "\r\n")
              + "\r\n--b--\r\n";
      try (var reading = (Reading.Signed) open(signed, key)) {
        assertThat(reading.isSignedBySender()).as(form).isTrue();
      }
      try (var reading = (Reading.Signed) open(signed.replace("world", "World"), key)) {
        assertThat(reading.isSignedBySender()).as(form).isFalse();
      }
    }
    var inline = gpg("secret\n", "--armor", "--encrypt", "-r", who).expectSuccess();
    try (var reading = open(HEAD + "\r\n" + inline.replace("\n", "\r\n"), key)) {
      assertThat(reading).isInstanceOf(Reading.Decrypted.class);
    }
    var clear = gpg("- pay 1\n", "--clear-sign").expectSuccess();
    try (var reading = (Reading.Signed) open(HEAD + "\r\n" + clear.replace("\n", "\r\n"), key)) {
      assertThat(reading.isSignedBySender()).isTrue();
    }
  }
}
