package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Peers;

/** GnuPG 2.2, both ways, with keys of either side. */
class GnuPgIT {
  private static final String CONTENT = "Hello,\r\nworld.\n\0\u00ff\u0080" + "long ".repeat(30_000);
  private static final String TEXT = "- Hello,\nworld.\n\nFrom me\n";
  private static final String ALICE = "alice@example.com";

  /** Short, because the agent's socket is in it and its path has few characters. */
  private Path home;

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

  private Command.Result run(String input, Object... arguments) throws Exception {
    var all =
        new ArrayList<Object>(
            List.of(
                "--homedir",
                home,
                "--batch",
                "--yes",
                "--trust-model",
                "always",
                "--pinentry-mode",
                "loopback"));
    all.addAll(List.of(arguments));
    return Command.run(input, Map.of(), "gpg", all.toArray());
  }

  private String gpg(String input, Object... arguments) throws Exception {
    return run(input, arguments).expectSuccess();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(home.resolve(name), content, ISO_8859_1);
  }

  /** A key that both sides have. */
  private Path[] shared(String maker) throws Exception {
    var key = maker.startsWith("gpg-") ? ofGnuPg(maker) : ofOurs(maker);
    return new Path[] {
      file("shared.key", key), file("shared.cert", OurSop.good(key, "extract-cert"))
    };
  }

  private String ofOurs(String profile) throws Exception {
    var key = OurSop.good("", "generate-key", "--profile=" + profile, "Alice <" + ALICE + ">");
    gpg(key, "--import");
    return key;
  }

  private String ofGnuPg(String maker) throws Exception {
    var algorithm = maker.substring("gpg-".length());
    gpg("", "--passphrase", "", "--quick-generate-key", ALICE, algorithm, "default", "1y");
    if (!algorithm.equals("default")) {
      var fingerprint =
          gpg("", "--with-colons", "--list-keys", ALICE)
              .lines()
              .filter(line -> line.startsWith("fpr:"))
              .findFirst()
              .orElseThrow()
              .split(":", -1)[9];
      gpg("", "--passphrase", "", "--quick-add-key", fingerprint, algorithm, "encr", "1y");
    }
    return gpg("", "--armor", "--export-secret-keys", ALICE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc4880", "rsa3072", "gpg-default", "gpg-rsa2048"})
  void signed_and_encrypted_both_ways(String maker) throws Exception {
    var key = shared(maker);
    var sign = "--sign-with=" + key[0];
    for (var armor : List.of("--armor", "--no-armor")) {
      var forThem = OurSop.good(CONTENT, "encrypt", armor, sign, key[1]);
      var theirs = run(forThem, "--decrypt");
      assertThat(theirs.expectSuccess()).isEqualTo(CONTENT);
      assertThat(theirs.err()).contains("Good signature");
      var forUs = gpg(CONTENT, armor, "--sign", "--encrypt", "-r", ALICE);
      var told = home.resolve("told" + armor);
      assertThat(
              OurSop.good(
                  forUs,
                  "decrypt",
                  "--verify-with=" + key[1],
                  "--verifications-out=" + told,
                  key[0]))
          .isEqualTo(CONTENT);
      assertThat(told).content().contains("mode:binary");
    }
  }

  @ParameterizedTest
  @CsvSource({"rfc4880", "gpg-default"})
  void signatures_both_ways(String maker) throws Exception {
    var key = shared(maker);
    var data = file("data", CONTENT);
    var ours = file("ours.sig", OurSop.good(CONTENT, "sign", key[0]));
    assertThat(run("", "--verify", ours, data).err()).contains("Good signature");
    var theirs = file("theirs.sig", gpg(CONTENT, "--armor", "--detach-sign"));
    assertThat(OurSop.good(CONTENT, "verify", theirs, key[1])).contains("mode:binary");
    var clear = run(OurSop.good(TEXT, "inline-sign", "--as=clearsigned", key[0]), "--decrypt");
    assertThat(clear.err()).contains("Good signature");
    assertThat(clear.out()).isEqualTo(TEXT);
    assertThat(OurSop.good(gpg(TEXT, "--clear-sign"), "inline-verify", key[1])).isEqualTo(TEXT);
    assertThat(run(OurSop.good(CONTENT, "inline-sign", key[0]), "--decrypt").err())
        .contains("Good signature");
    assertThat(OurSop.good(gpg(CONTENT, "--sign"), "inline-verify", key[1])).isEqualTo(CONTENT);
  }

  @Test
  void passwords_both_ways() throws Exception {
    var password = "--with-password=" + file("password", "correct horse");
    var wrong = "--with-password=" + file("wrong", "battery staple");
    var ours = OurSop.good(CONTENT, "encrypt", password);
    assertThat(gpg(ours, "--passphrase", "correct horse", "--decrypt")).isEqualTo(CONTENT);
    var theirs = gpg(CONTENT, "--passphrase", "correct horse", "--symmetric");
    assertThat(OurSop.good(theirs, "decrypt", password)).isEqualTo(CONTENT);
    assertThat(OurSop.good(theirs, "decrypt", wrong, password)).isEqualTo(CONTENT);
    assertThat(OurSop.run(theirs, "decrypt", wrong).exit()).isEqualTo(29);
  }

  @Test
  void keys_under_a_passphrase_both_ways() throws Exception {
    var password = "--with-key-password=" + file("password", "correct horse");
    var ours = OurSop.good("", "generate-key", password, "Alice <" + ALICE + ">");
    gpg(ours, "--passphrase", "correct horse", "--import");
    var signed = gpg(CONTENT, "--passphrase", "correct horse", "--sign");
    var certificate = file("alice.cert", OurSop.good(ours, "extract-cert"));
    assertThat(OurSop.good(signed, "inline-verify", certificate)).isEqualTo(CONTENT);
    var back = gpg("", "--passphrase", "correct horse", "--armor", "--export-secret-keys", ALICE);
    var key = file("back.key", back);
    assertThat(OurSop.run(CONTENT, "sign", key).exit()).isEqualTo(67);
    OurSop.good(CONTENT, "sign", password, key);
  }

  @Test
  void compressed_messages_of_theirs_are_read() throws Exception {
    var key = shared("rfc4880");
    for (var algorithm : List.of("zip", "zlib", "bzip2")) {
      var message = gpg(CONTENT, "--compress-algo", algorithm, "-e", "-r", ALICE);
      assertThat(OurSop.good(message, "decrypt", key[0])).isEqualTo(CONTENT);
    }
  }

  @Test
  void a_message_without_protection_against_changes_is_refused() throws Exception {
    var key = shared("rfc4880");
    var message = gpg(CONTENT, "--rfc2440", "--cipher-algo", "3DES", "-e", "-r", ALICE);
    var refused = OurSop.run(message, "decrypt", key[0]);
    assertThat(refused.exit()).isEqualTo(41);
    assertThat(refused.err()).contains("no protection against changes");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void signatures_with_a_hash_that_ended_do_not_count() throws Exception {
    var key = shared("gpg-rsa2048");
    var signature = file("weak.sig", gpg(CONTENT, "--digest-algo", "SHA1", "--detach-sign"));
    var refused = OurSop.run(CONTENT, "verify", signature, key[1]);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("SHA-1 is not accepted since 2023-02-01");
  }

  @Test
  void a_revocation_of_ours_reaches_them() throws Exception {
    var key = shared("rfc4880");
    gpg(OurSop.good(Files.readString(key[0], ISO_8859_1), "revoke-key"), "--import");
    assertThat(gpg("", "--with-colons", "--list-keys", ALICE)).contains("pub:r:");
  }
}
