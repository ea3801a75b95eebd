package org.sallyport.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.Content;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.FreePorts;
import org.sallyport.wire.smtp.MailAddress;

/** The mail queue of two nodes between two Postfix, one of which comes and goes. */
@BeginsFirst
@Timeout(300)
final class MailQueueIT {
  private static final Duration LONG = Duration.ofSeconds(200);
  private static final int MANY = 25;
  private static final Pattern SUBJECT = Pattern.compile("Subject: (message [0-9]+)");

  @TempDir private Path folder;
  private final int first = FreePorts.take();
  private final int second = FreePorts.take();
  private final SmtpClient client = SmtpClient.open(ClientParameters.named("desk.example.com"));

  private KeyServers servers(Postfix home, Postfix world) throws IOException {
    var made =
        new KeyServers(
            folder,
            """
            |  mail-gateway:
            |    name: gate.example.com
            |    listeners:
            |      outbound: { listen: 127.0.0.1:%d, direction: outbound, mode: queue }
            |    next-hops:
            |      inside: { to: ["127.0.0.1:%d"], tls: off }
            |      outside: { to: ["127.0.0.1:%d"], tls: off }
            |    queue: { first-retry: 1s, longest-retry: 3s }
            """
                .replace("|", "")
                .formatted(first, home.port(), world.port()));
    var file = folder.resolve(KeyServers.SECOND).resolve("node.yaml");
    Files.writeString(file, Files.readString(file).replace(":" + first + ",", ":" + second + ","));
    return made;
  }

  private List<Outcome> send(int port, String to, String subject) {
    var text =
        """
        From: Ann <ann@example.com>
        To: %s
        Subject: %s

        Good morning.
        """
            .formatted(to, subject)
            .replace("\n", "\r\n");
    var envelope =
        Envelope.plain(
            MailAddress.parse("ann@example.com").orElseThrow(),
            MailAddress.parse(to).orElseThrow());
    return switch (client.call(List.of(NextHop.plain(new HostPort("127.0.0.1", port))))) {
      case Dialled.Unreachable unreachable -> throw new AssertionError(unreachable.reason());
      case Dialled.Ready(var connection, _) -> {
        try (connection) {
          yield connection.deliver(envelope, Content.of(text.getBytes(US_ASCII)));
        }
      }
    };
  }

  private static Set<String> subjects(Postfix at) throws IOException {
    return at.messages().stream()
        .flatMap(text -> SUBJECT.matcher(text).results().map(found -> found.group(1)))
        .collect(Collectors.toSet());
  }

  @Test
  void what_was_taken_arrives_whatever_dies_and_what_is_refused_is_told() throws Exception {
    try (client;
        var home = Postfix.start(folder, "home");
        var world =
            Postfix.start(
                folder,
                "world",
                """
                virtual_mailbox_domains = example.org
                smtpd_recipient_restrictions = check_recipient_access
                  inline:{nobody@example.org=REJECT}, permit_mynetworks, reject
                """);
        var servers = servers(home, world)) {
      servers.start(KeyServers.FIRST);
      assertThat(send(first, "nobody@example.org", "a refusal"))
          .allMatch(Outcome.Accepted.class::isInstance);
      assertThat(home.awaitMessage())
          .contains("Subject: Your mail was not delivered", "Return-Path: <>")
          .contains("Action: failed", "Final-Recipient: rfc822; nobody@example.org")
          .contains("Subject: a refusal");

      world.kill();
      for (int i = 0; i < MANY; i++) {
        assertThat(send(first, "bob@example.org", "message " + i))
            .as("the sender is told 250, since the store has it")
            .allMatch(Outcome.Accepted.class::isInstance);
      }
      servers.kill(KeyServers.FIRST);
      servers.start(KeyServers.SECOND);
      assertThat(servers.administer("queue", "list", "--search", "bob@example.org"))
          .contains("ann@example.com", "nextHop=outside");
      world.startAgain();
      var all = IntStream.range(0, MANY).mapToObj(i -> "message " + i).collect(Collectors.toSet());
      await().atMost(LONG).until(() -> subjects(world).equals(all));
      await()
          .atMost(LONG)
          .until(() -> !servers.administer("queue", "list").contains("bob@example.org"));
    }
  }
}
