package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.role.EncryptionServer;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.TestPki;

/**
 * GnuPG as on anybody's machine: port 443, names that lead to the server, an authority that the
 * system trusts. That is a network of its own, which a namespace makes; where the system allows
 * none, the test is skipped.
 */
class WebKeyDirectoryIT {
  private static final String ADA = "ada@example.com";
  private static final String ADVANCED =
      "127.0.0.1 localhost keys.example.com openpgpkey.example.com example.com";
  private static final String DIRECT = "127.0.0.1 localhost keys.example.com example.com";

  @TempDir private Path folder;

  /** Short, because sockets of GnuPG's programs are in it. */
  private Path home;

  private String fingerprint = "";

  @BeforeEach
  void write() throws Exception {
    Peers.require("gpg");
    Peers.require("dirmngr");
    Peers.require("unshare");
    Peers.require("ip");
    home =
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var alone = Command.run("", Map.of(), "unshare", "--user", "--map-root-user", "--net", "true");
    Assumptions.assumeTrue(alone.exit() == 0, "no namespace of its own: " + alone.err());
    var pki = TestPki.shared();
    var names = pki.server("keys.example.com", "openpgpkey.example.com", "example.com");
    var files = TestPki.write(folder, "keys", names);
    Files.writeString(home.resolve("hosts"), ADVANCED + "\n");
    Files.writeString(home.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
    Files.copy(pki.writeTrust(folder), home.resolve("authorities.pem"));
    Files.writeString(home.resolve("gpg.conf"), "batch\nno-tty\nwith-colons\n");
    Files.writeString(home.resolve("dirmngr.conf"), "standard-resolver\n");
    Files.writeString(folder.resolve("ignition.key"), "an ignition passphrase of a test");
    Files.writeString(
        folder.resolve("node.yaml"),
        """
        node: keys1
        admin: { listen: 127.0.0.1:9400 }
        encryption:
          listen: 127.0.0.1:443
          certificates: [{ chain: %s, key: "file:%s" }]
          organisation: Example Ltd
          domains: [example.com]
          store: { path: encryption.db }
          ignition: file:ignition.key
          key-directory: { submissions: verified }
        """
            .formatted(files.chain(), files.key()));
    fingerprint = key();
  }

  @AfterEach
  void forget() throws Exception {
    Command.run("", Map.of(), "gpgconf", "--homedir", home, "--kill", "all");
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Ada has a key in the store that the node will open. */
  private String key() throws IOException {
    var file = folder.resolve("store.yaml");
    Files.writeString(
        file,
        Files.readString(folder.resolve("node.yaml"))
            .replaceFirst("(?s)^.*encryption:", "encryption:")
            .replace("127.0.0.1:443", "127.0.0.1:0"));
    if (!(ConfigFile.load(file, KeyDirectoryIT.Node.class)
        instanceof Loaded.Valid<KeyDirectoryIT.Node> valid)) {
      throw new AssertionError("the file has problems");
    }
    var opening = EncryptionServer.open(valid.value().encryption(), "it", InstantSource.system());
    if (!(opening instanceof EncryptionServer.Opening.Running(var server))) {
      throw new AssertionError(opening);
    }
    try (server) {
      var domain = server.domain();
      var who = NewConsumer.of(new Address(ADA), "code");
      var consumer = domain.store().write(in -> domain.consumers().admit(in, "it", who));
      return ((Kept.Done) domain.keys().own().make("it", consumer)).key().fingerprint().hex();
    }
  }

  /** Runs a script beside the server, in a network where nothing else is. */
  private Command.Result there(String script) throws Exception {
    var node =
        NodeProcess.command(folder, "run", folder.resolve("node.yaml").toString()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    var file =
        Files.writeString(
            folder.resolve("there.sh"),
            """
            set -eu
            ip link set lo up
            mount --bind '%1$s/hosts' /etc/hosts
            mount --bind '%1$s/resolv.conf' /etc/resolv.conf
            mount --bind '%1$s/authorities.pem' /etc/ssl/certs/ca-certificates.crt
            export GNUPGHOME='%1$s' FINGERPRINT=%2$s
            cd '%3$s'
            %4$s > node.log 2>&1 &
            node=$!
            %6$s > names.log 2>&1 &
            trap "kill $node $!; gpgconf --kill all" EXIT
            for i in $(seq 600); do
              if grep -q '\\bready\\b' node.log; then break; fi
              sleep 0.1
            done
            grep -q '\\bready\\b' node.log || { cat node.log; exit 9; }
            %5$s
            """
                .formatted(home, fingerprint, folder, node, script, names()));
    return Command.run(
        "",
        Map.of(),
        "unshare",
        List.of("--user", "--map-root-user", "--mount", "--net", "bash", file).toArray());
  }

  /** The command line of {@link NoNames}. */
  private String names() throws IOException {
    var options = folder.resolve("names.options");
    Files.writeString(options, "-cp \"" + System.getProperty("java.class.path") + "\"\n");
    return "'%s' '@%s' %s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            options,
            NoNames.class.getName());
  }

  @Test
  void what_the_page_shows_finds_receives_and_sends_keys() throws Exception {
    var page = Files.readString(Path.of("..", "docs", "key-directory.md"));

    var done = there(Walkthrough.commands(page));

    assertThat(done.exit()).as(done.all()).isZero();
    assertThat(done.all())
        .contains(ADA, fingerprint, "imported: 1", "sending key")
        .contains("hkps://keys.example.com");
  }

  @Test
  void gnupg_locates_a_key_in_the_web_key_directory_both_ways() throws Exception {
    var locate = "gpg --auto-key-locate clear,wkd --with-colons --locate-keys " + ADA + "\n";

    var done =
        there(
            locate
                + "gpg --yes --delete-keys $FINGERPRINT\n"
                + "gpgconf --kill dirmngr\n"
                + "echo '"
                + DIRECT
                + "' > /etc/hosts\necho the direct way\n"
                + locate
                + "! gpg --auto-key-locate clear,wkd --locate-keys eve@example.com\n");

    assertThat(done.exit()).as(done.all()).isZero();
    assertThat(done.out().split("the direct way", -1))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).contains("fpr:::::::::" + fingerprint, ADA));
  }
}
