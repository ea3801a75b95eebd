package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.consumer.WebKeyHash;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.role.EncryptionServer;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.openpgp.Certificate;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.TestPki;

/** GnuPG and curl find keys in the key directory, as anybody's programs would. */
class KeyDirectoryIT {
  private static final String ADA = "ada@example.com";

  @TempDir Path folder;

  /** Short, because sockets of GnuPG's programs are in it. */
  private Path home;

  private EncryptionServer server;
  private String fingerprint;

  /** The part of a node's file that matters here. */
  record Node(EncryptionSettings encryption) {}

  @BeforeEach
  void start() throws IOException {
    Peers.require("gpg");
    Peers.require("dirmngr");
    Peers.require("unshare");
    home =
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    server = open();
    fingerprint = key(ADA);
  }

  private EncryptionServer open() throws IOException {
    var pki = TestPki.shared();
    var files = TestPki.write(folder, "keys", pki.server("keys.example.com", "localhost"));
    var trust = pki.writeTrust(folder);
    Files.writeString(
        home.resolve("dirmngr.conf"), "hkp-cacert " + trust + "\nstandard-resolver\n");
    Files.writeString(home.resolve("hosts"), "127.0.0.1 localhost keys.example.com\n");
    Files.writeString(folder.resolve("ignition.key"), "an ignition passphrase of a test");
    var file =
        Files.writeString(
            folder.resolve("node.yaml"),
            """
            encryption:
              listen: 127.0.0.1:0
              certificates: [{ chain: %s, key: "file:%s" }]
              organisation: Example Ltd
              domains: [example.com]
              store: { path: encryption.db }
              ignition: file:ignition.key
            """
                .formatted(files.chain(), files.key()));
    var loaded = ConfigFile.load(file, Node.class);
    if (!(loaded instanceof Loaded.Valid<Node> valid)) {
      throw new AssertionError(loaded.toString());
    }
    return switch (EncryptionServer.open(
        valid.value().encryption(), "it", InstantSource.system())) {
      case EncryptionServer.Opening.Running(var running) -> running;
      case EncryptionServer.Opening.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  /** Somebody with a key; its fingerprint. */
  private String key(String address) {
    var domain = server.domain();
    var who = NewConsumer.of(new Address(address), "code");
    var consumer = domain.store().write(in -> domain.consumers().admit(in, "it", who));
    return ((Kept.Done) domain.keys().own().make("it", consumer)).key().fingerprint().hex();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    Command.run("", Map.of(), "gpgconf", "--homedir", home, "--kill", "all");
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** GnuPG takes no name for an address, so it runs where /etc/hosts has one for it. */
  private Command.Result gpg(Object... arguments) throws Exception {
    var all =
        new ArrayList<Object>(
            List.of(
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount --bind " + home.resolve("hosts") + " /etc/hosts && exec gpg \"$@\"",
                "gpg",
                "--homedir",
                home,
                "--batch",
                "--with-colons",
                "--keyserver",
                "hkps://keys.example.com:" + server.port()));
    all.addAll(List.of(arguments));
    return Command.run("", Map.of(), "unshare", all.toArray());
  }

  @Test
  void gnupg_receives_a_key_by_fingerprint_and_by_long_key_id() throws Exception {
    for (var name : List.of(fingerprint, fingerprint.substring(24))) {
      gpg("--recv-keys", name).expectSuccess();

      assertThat(gpg("--list-keys", ADA).expectSuccess()).contains(fingerprint, ADA);
      gpg("--yes", "--delete-keys", fingerprint).expectSuccess();
    }
  }

  @Test
  void gnupg_searches_for_an_address() throws Exception {
    assertThat(gpg("--search-keys", ADA).expectSuccess()).contains(fingerprint, ADA);
    assertThat(gpg("--search-keys", "example.com").all()).doesNotContain(fingerprint);
  }

  @Test
  void gnupg_locates_whom_it_wants_to_write_to() throws Exception {
    var located = gpg("--auto-key-locate", "clear,keyserver", "--locate-keys", ADA);

    assertThat(located.expectSuccess()).contains(fingerprint);
    assertThat(
            gpg("--auto-key-locate", "clear,keyserver", "--locate-keys", "eve@example.com").exit())
        .isNotZero();
  }

  @Test
  void gnupg_imports_what_the_web_key_directory_has() throws Exception {
    var url =
        "https://openpgpkey.example.com:%d/.well-known/openpgpkey/example.com/hu/%s?l=ada"
            .formatted(server.port(), WebKeyHash.of("ada"));
    var file = folder.resolve("wkd.key");

    var answer =
        Command.curl(
            "-k",
            "--resolve",
            "openpgpkey.example.com:" + server.port() + ":127.0.0.1",
            "-o",
            file,
            "-w",
            "%{http_code} %{content_type}",
            url);

    assertThat(answer.expectSuccess()).isEqualTo("200 application/octet-stream");
    gpg("--import", file).expectSuccess();
    assertThat(gpg("--list-keys", ADA).expectSuccess()).contains(fingerprint);
  }

  @Test
  void vks_gives_armor_that_another_program_reads() throws Exception {
    Peers.require("sqop");
    var answer =
        Command.curl(
            "--cacert",
            TestPki.shared().writeTrust(folder),
            "https://localhost:" + server.port() + "/vks/v1/by-email/" + ADA);
    var armored = answer.expectSuccess();

    assertThat(Certificate.read(armored.getBytes(US_ASCII)).orThrow().fingerprint().hex())
        .isEqualTo(fingerprint);
    var certificate = Files.writeString(folder.resolve("ada.cert"), armored, ISO_8859_1);
    assertThat(Command.run("hello", Map.of(), "sqop", "encrypt", certificate).expectSuccess())
        .contains("BEGIN PGP MESSAGE");
  }
}
