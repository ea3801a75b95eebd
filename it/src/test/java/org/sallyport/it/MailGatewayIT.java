package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.app.node.EncryptionRole;
import org.sallyport.app.node.Node;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.key.Trusting;
import org.sallyport.encryption.mailgateway.MailGateway;
import org.sallyport.encryption.role.EncryptionServer;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.TestPki;

/**
 * The mail gateway between Postfix that sends and Postfix that takes, with swaks for people and
 * GnuPG for whom they write to.
 */
@Timeout(300)
final class MailGatewayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void mail_goes_out_inline_and_comes_in_by_the_queue() throws Exception {
    Peers.require("gpg");
    try (var outside = Postfix.world(folder, "outside", "example.net");
        var inside = Postfix.start(folder, "inside");
        var node = start(outside.port(), inside.port())) {
      var server = node.role(EncryptionRole.class).server();
      var gateway = server.mailGateway().orElseThrow();
      try (var front = Postfix.sending(folder, "front", gateway.address("outbound").getPort())) {
        untouched(front, outside);
        encrypted(front, outside, server);
      }
      inbound(gateway, inside);
      noOpenRelay(gateway);
      nextHopDown(gateway, outside, inside);
    }
  }

  private Node start(int outside, int inside) throws IOException {
    TestPki.write(folder, "keys", TestPki.shared().server("localhost", "mail.example.com"));
    Files.writeString(folder.resolve("ignition"), "0123456789abcdef0123456789abcdef");
    var file =
        Files.writeString(
            folder.resolve("node.yaml"),
            """
            node: gateway1
            admin: { listen: 127.0.0.1:0 }
            encryption:
              listen: 127.0.0.1:0
              certificates: [{ chain: keys.pem, key: file:keys.key }]
              store: { path: encryption.db }
              ignition: file:ignition
              organisation: Example Ltd
              domains: [example.com]
              drain-time: 100ms
              mail-gateway:
                name: mail.example.com
                listeners:
                  outbound:
                    listen: 127.0.0.1:0
                    direction: outbound
                    certificates: [{ chain: keys.pem, key: file:keys.key }]
                  inbound: { listen: 127.0.0.1:0, direction: inbound, mode: queue }
                next-hops:
                  outside: { to: ["127.0.0.1:%d"] }
                  inside: { to: ["127.0.0.1:%d"] }
                queue: { first-retry: 1s, longest-retry: 2s }
                spool: spool
            """
                .formatted(outside, inside));
    return switch (Node.start(file, "0")) {
      case Node.Starting.Running(var running) -> running;
      case Node.Starting.Refused(var report) -> throw new AssertionError(report);
    };
  }

  private static Command.Result swaks(int port, String to, Object... more) throws Exception {
    var line =
        new ArrayList<Object>(
            List.of("--server", "127.0.0.1:" + port, "--from", "anna@example.com", "--to", to));
    line.addAll(List.of(more));
    return Command.run("", Map.of(), "swaks", line.toArray());
  }

  /** What a rule leaves alone is the same below what Postfix itself writes on top. */
  private void untouched(Postfix front, Postfix outside) throws Exception {
    var message =
        """
        From: anna@example.com
        To: bob@example.net
        Message-ID: <plain@example.com>
        Date: Mon, 23 Nov 2026 01:00:00 +0000
        Subject: dots and  spaces
        X-Odd:  kept  as it
        \tis

        .
        ..
        .a
        Gr\u00fc\u00dfe \u00e9
        \s
        end
        """;
    var file = Files.writeString(folder.resolve("message"), message);
    swaks(front.port(), "bob@example.net", "--data", "@" + file).expectSuccess();
    var arrived = outside.awaitMessage("<plain@example.com>");
    assertThat(arrived).contains(message).doesNotContain("X-Sallyport");
  }

  /** Whom it is for opens it with GnuPG; nobody before. */
  private void encrypted(Postfix front, Postfix outside, EncryptionServer server) throws Exception {
    var key =
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Bob <bob@example.net>"),
                Optional.empty(),
                Instant.now().minusSeconds(60)));
    assertThat(
            server
                .domain()
                .keys()
                .trusted()
                .trust("it", key.certificate().bytes(), TrustLevel.TRUSTED, "read out"))
        .isInstanceOf(Trusting.Done.class);
    swaks(
            front.port(),
            "bob@example.net",
            "--header",
            "Subject: [encrypt] the numbers",
            "--header",
            "Message-Id: <secret@example.com>",
            "--body",
            "seven and nine")
        .expectSuccess();
    var arrived = outside.awaitMessage("<secret@example.com>");
    assertThat(arrived)
        .contains("multipart/encrypted", "X-Sallyport-Passed: mail.example.com/outbound")
        .doesNotContain("numbers", "seven");
    int from = arrived.indexOf("-----BEGIN PGP MESSAGE-----");
    var armor = arrived.substring(from, arrived.indexOf("\n--", from) + 1);
    assertThat(opened(key, armor)).contains("the numbers", "seven and nine");
  }

  /** GnuPG's home has a short path, because its agent's socket is in it. */
  private static String opened(Key key, String armor) throws Exception {
    var home =
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      gpg(home, key.armored().revealText(), "--import");
      return gpg(home, armor, "--decrypt");
    } finally {
      Command.run("", Map.of(), "gpgconf", "--homedir", home, "--kill", "all");
      try (var files = Files.walk(home)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String gpg(Path home, String input, String what) throws Exception {
    return Command.run(
            input,
            Map.of(),
            "gpg",
            "--homedir",
            home,
            "--batch",
            "--yes",
            "--trust-model",
            "always",
            what)
        .expectSuccess();
  }

  private static void inbound(MailGateway gateway, Postfix inside) throws Exception {
    swaks(
            gateway.address("inbound").getPort(),
            "anna@example.com",
            "--header",
            "Message-Id: <in@example.net>",
            "--body",
            "from the world")
        .expectSuccess();
    assertThat(inside.awaitMessage("<in@example.net>"))
        .contains("from the world", "([127.0.0.1]) by mail.example.com with ESMTP id");
  }

  private static void noOpenRelay(MailGateway gateway) throws Exception {
    assertThat(swaks(gateway.address("inbound").getPort(), "bob@example.net").all())
        .contains("550 5.7.1");
  }

  /** Inline senders keep their mail; the queue keeps what it took, and delivers it later. */
  private static void nextHopDown(MailGateway gateway, Postfix outside, Postfix inside)
      throws Exception {
    outside.kill();
    assertThat(swaks(gateway.address("outbound").getPort(), "bob@example.net").all())
        .contains("421 4.4.1 the next hop is not there");
    assertThat(gateway.impaired()).asString().contains("mail-next-hop: outside");
    inside.kill();
    swaks(
            gateway.address("inbound").getPort(),
            "anna@example.com",
            "--header",
            "Message-Id: <later@example.net>")
        .expectSuccess();
    inside.startAgain();
    outside.startAgain();
    inside.awaitMessage("<later@example.net>");
    await().atMost(PATIENCE).until(() -> gateway.impaired().isEmpty());
    assertThat(swaks(gateway.address("outbound").getPort(), "bob@example.net").exit()).isZero();
  }
}
