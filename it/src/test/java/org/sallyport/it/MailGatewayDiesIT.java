package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.app.node.EncryptionRole;
import org.sallyport.app.node.Node;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.key.Trusting;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.TestPki;

/**
 * A gateway that is ended by {@code kill -9} at random moments, under a sender that sends again
 * until it hears 250, before a next hop that counts. {@code -Dgateway.kills=200
 * -Dgateway.connections=2} makes a measurement of it.
 */
@BeginsFirst
@Timeout(3600)
final class MailGatewayDiesIT {
  private static final int KILLS = Integer.getInteger("gateway.kills", 6);
  private static final int CONNECTIONS = Integer.getInteger("gateway.connections", 2);

  @TempDir private Path folder;

  @Test
  void nothing_is_lost_and_nothing_is_doubled() throws Exception {
    int port = FreePorts.take();
    try (var sink = new CountingSink();
        var reports = new CountingSink();
        var sender = new RetryingSender(port, CONNECTIONS)) {
      configure(port, sink.port(), reports.port());
      keys();
      var random = new Random();
      var end = new CountDownLatch(1);
      sender.start();
      for (int i = 0; i < KILLS; i++) {
        try (var node = NodeProcess.start(folder)) {
          int before = sender.sent.size();
          await().atMost(Duration.ofSeconds(60)).until(() -> sender.sent.size() > before);
          assertThat(end.await(random.nextInt(1500), TimeUnit.MILLISECONDS)).isFalse();
          node.kill();
        }
      }
      try (var node = NodeProcess.start(folder)) {
        sender.finish();
        await()
            .atMost(Duration.ofMinutes(5))
            .untilAsserted(
                () ->
                    assertThat(untold(sender, sink, reports))
                        .as("what had its 250, is not at the next hop, and nobody was told of")
                        .isEmpty());
        assertThat(node.output()).doesNotContain("mail-next-hop-down");
      }
      var doubled = sink.doubled();
      var strange = new TreeSet<>(sink.taken.keySet());
      strange.removeAll(sender.sent);
      assertThat(strange).as("what nobody had a 250 for").isEmpty();
      Files.writeString(
          Files.createDirectories(Path.of("target")).resolve("gateway-dies.txt"),
          "kills %d, sent %d, lost 0, doubled %d %s, in doubt and the sender told %d%n"
              .formatted(
                  KILLS,
                  sender.sent.size(),
                  doubled.size(),
                  doubled,
                  sender.sent.size() - sink.taken.size()));
      // What RFC 5321 section 6.1 leaves: the time that one 250 travels.
      assertThat(doubled).as("doubled").hasSizeLessThanOrEqualTo(1 + KILLS / 50);
    }
  }

  /**
   * What was sent whole when its node died, before the next hop's answer, is not sent again: its
   * sender has a report that names it, which stands for it here.
   */
  private static Set<String> untold(
      RetryingSender sender, CountingSink sink, CountingSink reports) {
    var missing = new TreeSet<>(sender.sent);
    missing.removeAll(sink.taken.keySet());
    missing.removeIf(
        each -> {
          var words = each.split(" ", 2);
          return reports.texts.stream()
              .anyMatch(text -> text.contains("<" + words[0] + ">") && text.contains(words[1]));
        });
    return missing;
  }

  private void configure(int port, int sink, int reports) throws IOException {
    TestPki.write(folder, "keys", TestPki.shared().server("localhost"));
    Files.writeString(folder.resolve("ignition"), "0123456789abcdef0123456789abcdef");
    Files.writeString(
        folder.resolve("node.yaml"),
        """
        node: gateway1
        admin: { listen: 127.0.0.1:%d }
        encryption:
          listen: 127.0.0.1:%d
          certificates: [{ chain: keys.pem, key: file:keys.key }]
          store: { path: encryption.db }
          ignition: file:ignition
          organisation: Example Ltd
          domains: [example.com]
          drain-time: 100ms
          mail-gateway:
            name: mail.example.com
            listeners:
              outbound: { listen: 127.0.0.1:%d, direction: outbound }
            next-hops:
              outside: { to: ["127.0.0.1:%d"], tls: off }
              inside: { to: ["127.0.0.1:%d"], tls: off }
            queue: { first-retry: 1s }
            spool: spool
        """
            .formatted(FreePorts.take(), FreePorts.take(), port, sink, reports));
  }

  /** The people outside have keys that an administrator has looked at. */
  private void keys() throws IOException {
    try (var node =
        switch (Node.start(folder.resolve("node.yaml"), "0")) {
          case Node.Starting.Running(var running) -> running;
          case Node.Starting.Refused(var report) -> throw new AssertionError(report);
        }) {
      var trusted = node.role(EncryptionRole.class).server().domain().keys().trusted();
      for (var who : List.of("bob@example.net", "carl@example.net")) {
        var key =
            Key.generate(
                new KeyRequest(
                    KeyProfile.CURVE25519_V4,
                    List.of("Somebody <" + who + ">"),
                    Optional.empty(),
                    Instant.now().minusSeconds(60)));
        assertThat(
                trusted.trust(
                    "it", key.certificate().bytes(), TrustLevel.TRUSTED, "made by the test"))
            .isInstanceOf(Trusting.Done.class);
      }
    }
  }
}
