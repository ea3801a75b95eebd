package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.key.Recovered;
import org.sallyport.encryption.key.RecoveryTo;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.Peers;

/** Keys of people, as the encryption server makes and certifies them, in the hands of peers. */
class ServerKeysIT {
  private static final String ADA = "ada@example.com";
  private static final String CONTENT = "Hello,\r\nworld.\n\0\u00ff\u0080" + "long ".repeat(3_000);
  private static final String TEXT = "Hello,\nworld.\n";
  private static final String ME = "client c_1";

  @TempDir private Path folder;
  private Path home;
  private LocalKeys server;
  private Consumer ada;

  @BeforeEach
  void open() throws IOException {
    Peers.require("gpg");
    home =
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    server = LocalKeys.open(folder);
    ada = server.consumer(ADA);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    Command.run("", Map.of(), "gpgconf", "--homedir", home, "--kill", "all");
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private String gpg(String input, Object... arguments) throws Exception {
    var all =
        new ArrayList<Object>(
            List.of("--homedir", home, "--batch", "--yes", "--trust-model", "always"));
    all.addAll(List.of("--pinentry-mode", "loopback"));
    all.addAll(List.of(arguments));
    return Command.run(input, Map.of(), "gpg", all.toArray()).expectSuccess();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content, ISO_8859_1);
  }

  private static ConsumerKey done(Kept kept) {
    assertThat(kept).isInstanceOf(Kept.Done.class);
    return ((Kept.Done) kept).key();
  }

  private String verified(String message, Path certificate, Path secret) throws IOException {
    var told = folder.resolve("told");
    var content =
        OurSop.good(
            message,
            "decrypt",
            "--verify-with=" + certificate,
            "--verifications-out=" + told,
            secret);
    assertThat(told).content().contains("mode:binary");
    return content;
  }

  private String secret() {
    return server.keys.own().of(ada).getFirst().secret().orElseThrow().revealText();
  }

  private List<String> organisationSignatures() throws Exception {
    gpg(server.organisation.certificate().orElseThrow().armored(), "--import");
    var keyId = server.organisation.fingerprint().keyId();
    return gpg("", "--with-colons", "--check-sigs", ADA)
        .lines()
        .filter(line -> line.contains(":" + keyId + ":"))
        .map(line -> line.substring(0, 5))
        .toList();
  }

  @Test
  void gnupg_sees_that_the_organisation_vouches_and_that_it_does_so_no_longer() throws Exception {
    var key = done(server.keys.own().make(ME, ada));
    gpg(key.armored(), "--import");
    assertThat(organisationSignatures()).containsExactly("sig:!");

    server.disable(ada);
    server.keys.tend();
    gpg(server.keys.find(key.fingerprint()).orElseThrow().armored(), "--import");
    assertThat(organisationSignatures()).contains("rev:!");
  }

  @Test
  void gnupg_and_the_server_read_each_other_with_the_servers_key() throws Exception {
    var key = done(server.keys.own().make(ME, ada));
    var certificate = file("ada.cert", key.armored());
    var secret = file("ada.key", secret());
    gpg(secret(), "--import");

    var forThem = OurSop.good(CONTENT, "encrypt", "--sign-with=" + secret, certificate);
    assertThat(gpg(forThem, "--decrypt")).isEqualTo(CONTENT);
    var forUs = gpg(CONTENT, "--armor", "--sign", "--encrypt", "-r", ADA);
    assertThat(verified(forUs, certificate, secret)).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqop", "gosop"})
  void other_programs_take_certificate_and_key(String program) throws Exception {
    Peers.require(program);
    var key = done(server.keys.own().make(ME, ada));
    var certificate = file("ada.cert", key.armored());
    var secret = file("ada.key", secret());

    var forUs =
        Command.run(TEXT, Map.of(), program, "encrypt", "--sign-with=" + secret, certificate)
            .expectSuccess();
    assertThat(verified(forUs, certificate, secret)).isEqualTo(TEXT);
    var forThem = OurSop.good(TEXT, "encrypt", certificate);
    assertThat(Command.run(forThem, Map.of(), program, "decrypt", secret).expectSuccess())
        .isEqualTo(TEXT);
  }

  @Test
  void a_key_of_gnupg_under_its_passphrase_is_guarded_and_comes_back() throws Exception {
    server.mode = KeyMode.GKM;
    gpg("", "--passphrase", "rosebud", "--quick-generate-key", ADA, "default", "default", "1y");
    var key =
        done(
            keep(
                gpg("", "--armor", "--export", ADA),
                gpg("", "--armor", "--passphrase", "rosebud", "--export-secret-keys", ADA)));
    var message = gpg(TEXT, "--armor", "--encrypt", "-r", ADA);
    gpg("", "--delete-secret-keys", key.fingerprint().hex());

    gpg(secret(), "--passphrase", "rosebud", "--import");
    assertThat(gpg(message, "--passphrase", "rosebud", "--decrypt")).isEqualTo(TEXT);
  }

  @Test
  void what_gnupg_exports_of_subkeys_is_what_the_server_gets_to_decrypt() throws Exception {
    server.mode = KeyMode.SCKM;
    gpg("", "--passphrase", "", "--quick-generate-key", ADA, "default", "default", "1y");
    done(
        keep(
            gpg("", "--armor", "--export", ADA),
            gpg("", "--armor", "--export-secret-subkeys", ADA)));

    var message = gpg(TEXT, "--armor", "--encrypt", "-r", ADA);
    assertThat(OurSop.good(message, "decrypt", file("part.key", secret()))).isEqualTo(TEXT);
    var whole = gpg("", "--armor", "--export-secret-keys", ADA);
    assertThat(keep(gpg("", "--armor", "--export", ADA), whole)).isInstanceOf(Kept.Unfit.class);
  }

  private Kept keep(String certificate, String secret) {
    return server
        .keys
        .own()
        .keep(
            ME,
            ada,
            new KeyUpload(
                server.mode, certificate.getBytes(UTF_8), Optional.of(Secret.ofText(secret))));
  }

  @Test
  void gnupg_opens_a_recovered_key() throws Exception {
    var key = done(server.keys.own().make(ME, ada));
    var message = OurSop.good(TEXT, "encrypt", file("ada.cert", key.armored()));
    var recovered =
        server
            .keys
            .recovery()
            .recover(
                "administrator bob",
                "left in a hurry",
                key.fingerprint(),
                new RecoveryTo.Passphrase(Secret.ofText("rosebud rosebud")));

    gpg(
        gpg(((Recovered.Done) recovered).message(), "--passphrase", "rosebud rosebud", "--decrypt"),
        "--import");
    assertThat(gpg(message, "--decrypt")).isEqualTo(TEXT);
  }
}
