package org.sallyport.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.app.Exit;
import org.sallyport.app.Invocation;
import org.sallyport.client.json.Json;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Signing;

class ClientCommandsTest {
  @TempDir private Path folder;
  private LocalServers servers;

  @BeforeEach
  void start() throws IOException {
    servers = LocalServers.start(folder.resolve("servers"));
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  private Invocation client(String... words) {
    return of("ada", words);
  }

  private Invocation of(String person, String... words) {
    var all = new ArrayList<>(List.of("client"));
    all.addAll(List.of(words));
    all.addAll(List.of("--state", folder.resolve(person).toString()));
    return Invocation.of(all.toArray(String[]::new));
  }

  private Invocation enrol() throws IOException {
    return enrol("ada");
  }

  private Invocation enrol(String person) throws IOException {
    return of(
        person,
        "enrol",
        "--stamp",
        servers.stamp().toString(),
        "--method",
        "code",
        "--secret",
        servers.code(person + "@example.com").toString());
  }

  @Test
  void one_person_writes_to_another_by_address_also_when_no_server_is_left() throws Exception {
    enrol("ada");
    enrol("bob");
    assertThat(of("ada", "keys", "find", "bob@example.com").out())
        .contains("organisation", "internal", "yes", "bob@example.com");
    assertThat(of("bob", "keys", "find", "ada@example.com").exit()).isEqualTo(Exit.FINE);
    servers.close();
    var letter = Files.writeString(folder.resolve("letter"), "Dear Bob").toString();

    var encrypted = of("ada", "encrypt", letter, "--to", "bob@example.com", "--sign");

    assertThat(encrypted.exit()).isEqualTo(Exit.FINE);
    assertThat(encrypted.err())
        .contains("to       bob@example.com", "the organisation vouches", "no server can be asked");
    var plain = folder.resolve("plain");
    var decrypted =
        of(
            "bob",
            "decrypt",
            letter + ".pgp",
            "--from",
            "ada@example.com",
            "--output",
            plain.toString());
    assertThat(decrypted.err()).contains("signed   by", "ada@example.com");
    assertThat(plain).content().isEqualTo("Dear Bob");
    var refused =
        of("bob", "decrypt", letter + ".pgp", "--from", "bob@example.com", "--output", plain + "2");
    assertThat(refused.exit()).isEqualTo(Exit.FINDINGS);
    assertThat(folder.resolve("plain2")).doesNotExist();
    assertThat(of("ada", "encrypt", letter, "--to", "eve@example.com").exit())
        .isEqualTo(Exit.UNREACHABLE);
  }

  @Test
  void a_machine_enrols_encrypts_decrypts_and_goes_on_when_a_server_dies() throws Exception {
    var additional =
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Recovery of Example Ltd"),
                Optional.empty(),
                Instant.now().minusSeconds(60)));
    servers.policy(KeyMode.SKM, List.of(additional.certificate()));

    var enrolled = enrol();

    assertThat(enrolled.err()).isEmpty();
    assertThat(enrolled.out())
        .contains("enrolled as", "ada@example.com", "policy   Default", "SKM", "uploaded");
    assertThat(enrol().out()).contains("was enrolled before");
    assertThat(client("status").out()).contains("ada@example.com", "localhost", "active  SKM");
    assertThat(client("policy").out())
        .contains("SKM", "additional decryption key " + additional.fingerprint());

    var letter = Files.writeString(folder.resolve("letter"), "Dear Ada");
    var own = folder.resolve("own.asc");
    Files.writeString(own, additional.certificate().armored());
    var encrypted =
        client("encrypt", letter.toString(), "--to-file", own.toString(), "--armor", "--sign");
    assertThat(encrypted.err())
        .contains("to       Recovery", "your own key", "also     Recovery", "adds it");
    assertThat(encrypted.exit()).isEqualTo(Exit.FINE);
    Files.delete(letter);
    servers.loseFirst();

    var decrypted = client("decrypt", letter + ".asc");

    assertThat(decrypted.err()).contains("signed   by");
    assertThat(letter).content().isEqualTo("Dear Ada");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(letter)))
        .isEqualTo("rw-------");
    assertThat(client("sync").out()).contains("policy   Default").contains("uploaded");
    assertThat(client("logs").out())
        .contains("\"enrolled\"", "\"encrypted\"", "\"decrypted\"", "server-lost", "sent");
  }

  @Test
  void a_client_key_is_made_under_the_persons_passphrase_and_signs() throws Exception {
    servers.policy(KeyMode.CKM, List.of());
    var passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n").toString();

    assertThat(enrol().err()).contains("a key of mode CKM is to be made", "--passphrase");
    assertThat(client("sync", "--passphrase", passphrase).out()).contains("CKM, made here");
    assertThat(client("keys", "list").out()).contains("active", "CKM", "here");

    var letter = Files.writeString(folder.resolve("letter"), "Dear Bob").toString();
    assertThat(client("sign", letter).exit()).isEqualTo(Exit.FINDINGS);
    assertThat(client("sign", letter, "--passphrase", passphrase).exit()).isEqualTo(Exit.FINE);
    var verified = client("verify", letter, "--signature", letter + ".sig");
    assertThat(verified.exit()).isEqualTo(Exit.FINE);
    assertThat(verified.out()).contains("signed   by").contains("ada@example.com");
    Files.writeString(Path.of(letter), "Dear Eve");
    assertThat(client("verify", letter, "--signature", letter + ".sig").exit())
        .isEqualTo(Exit.FINDINGS);
    assertThat(client("keys", "renew", "--passphrase", passphrase).out()).contains("renewed");
    var fingerprint = client("keys", "list").out().lines().skip(1).findFirst().orElseThrow();
    assertThat(
            client(
                    "keys",
                    "revoke",
                    fingerprint.substring(0, 40),
                    "--why",
                    "retired",
                    "--passphrase",
                    passphrase)
                .out())
        .contains("revoked");
  }

  @Test
  void a_signature_by_a_key_that_nobody_vouches_for_does_not_count() throws Exception {
    enrol();
    var mallory =
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Bob <bob@example.net>"),
                Optional.empty(),
                Instant.now().minusSeconds(60)));
    var letter = Files.writeString(folder.resolve("letter"), "Pay Mallory");
    var signature = folder.resolve("letter.sig").toString();
    try (var content = Files.newInputStream(letter)) {
      Files.write(
          Path.of(signature),
          Signing.by(List.of(mallory), Instant.now(), AlgorithmPolicy.standard())
              .detached(content)
              .orThrow());
    }
    Files.write(
        folder.resolve("ada/contacts.json"),
        Json.bytes(
            Map.of(
                "keys",
                List.of(
                    Map.of(
                        "address",
                        "bob@example.net",
                        "certificate",
                        mallory.certificate().armored(),
                        "source",
                        "wkd",
                        "trust",
                        "found")))));
    Files.setPosixFilePermissions(
        folder.resolve("ada/contacts.json"), PosixFilePermissions.fromString("rw-------"));
    servers.close();
    var named =
        new String[] {
          "verify", letter.toString(), "--signature", signature, "--from", "bob@example.net"
        };

    var refused = client(named);
    var anybody = client("verify", letter.toString(), "--signature", signature);

    assertThat(refused.exit()).isEqualTo(Exit.FINDINGS);
    assertThat(refused.out()).contains("Bob <bob@example.net>", "nobody vouches");
    assertThat(refused.err()).contains("--trust-found");
    assertThat(anybody.exit()).isEqualTo(Exit.FINDINGS);
    assertThat(anybody.err()).contains("--trust-found");
    var trusting = new ArrayList<>(List.of(named));
    trusting.add("--trust-found");
    assertThat(client(trusting.toArray(String[]::new)).exit()).isEqualTo(Exit.FINE);
  }

  @Test
  void a_wrong_code_is_refused_and_nothing_of_it_is_told() throws Exception {
    var wrong = Files.writeString(folder.resolve("code"), "AAAA-BBBB-CCCC-DDDD");

    var refused =
        client(
            "enrol",
            "--stamp",
            servers.stamp().toString(),
            "--method",
            "code",
            "--secret",
            wrong.toString());

    assertThat(refused.exit()).isEqualTo(Exit.FINDINGS);
    assertThat(refused.err()).startsWith("sallyport: ").doesNotContain("AAAA");
    assertThat(client("status").exit()).isEqualTo(Exit.FINDINGS);
  }

  @Test
  void a_message_that_was_changed_leaves_no_file() throws Exception {
    enrol();
    var letter = Files.write(folder.resolve("letter"), new byte[50_000]);
    var to = folder.resolve("to.asc");
    var key =
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Bob <bob@example.com>"),
                Optional.empty(),
                Instant.now().minusSeconds(60)));
    Files.writeString(to, key.certificate().armored());
    assertThat(client("encrypt", letter.toString(), "--to-file", to.toString()).exit())
        .isEqualTo(Exit.FINE);
    var message = folder.resolve("letter.pgp");
    var octets = Files.readAllBytes(message);
    octets[octets.length - 100] ^= 1;
    Files.write(message, octets);
    Files.delete(letter);

    var refused = client("decrypt", message.toString());

    assertThat(refused.exit()).isEqualTo(Exit.FINDINGS);
    assertThat(refused.err()).contains("nothing of it is shown");
    assertThat(letter).doesNotExist();
  }

  @Test
  void without_an_enrolment_every_command_says_what_to_do() {
    assertThat(client("sync").err()).contains("run 'sallyport client enrol'");
    assertThat(client("status").out()).contains("none; run 'sallyport client enrol'");
  }

  @Test
  void a_state_that_others_can_read_is_refused() throws Exception {
    enrol();
    Files.setPosixFilePermissions(
        folder.resolve("ada/enrolment.json"), PosixFilePermissions.fromString("rw-r--r--"));

    var refused = client("status");

    assertThat(refused.exit()).isEqualTo(Exit.USAGE);
    assertThat(refused.err()).contains("chmod 600");
  }
}
