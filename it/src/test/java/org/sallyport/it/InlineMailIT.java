package org.sallyport.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.tls.CertificateFiles;
import org.sallyport.net.tls.ServerTls;
import org.sallyport.net.tls.ServerTlsParameters;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.ClientTls;
import org.sallyport.smtp.client.Content;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.relay.InlineRelay;
import org.sallyport.smtp.server.ListenerTls;
import org.sallyport.smtp.server.ServerParameters;
import org.sallyport.smtp.server.SmtpServer;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;
import org.sallyport.testkit.TestPki;
import org.sallyport.wire.smtp.MailAddress;

/**
 * The inline relay between swaks, smtp-source and openssl in front, Postfix and smtp-sink behind.
 */
final class InlineMailIT {
  @TempDir private Path folder;
  private final SmtpClient client = SmtpClient.open(ClientParameters.named("relay.example.com"));

  @AfterEach
  void close() {
    client.close();
  }

  private SmtpServer relay(int next) throws IOException {
    return SmtpServer.start(plain(), to(next));
  }

  private static ServerParameters plain() {
    return ServerParameters.plain(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "relay.example.com");
  }

  private InlineRelay to(int port) {
    return new InlineRelay(client, List.of(NextHop.plain(new HostPort("127.0.0.1", port))));
  }

  private static Command.Result swaks(SmtpServer relay, Object... more) throws Exception {
    var line =
        new java.util.ArrayList<Object>(
            List.of(
                "--server",
                "127.0.0.1:" + relay.address().getPort(),
                "--from",
                "anna@example.org",
                "--to",
                "bert@example.com"));
    line.addAll(List.of(more));
    return Command.run("", Map.of(), "swaks", line.toArray());
  }

  @Test
  void a_message_reaches_postfix_as_it_was_sent() throws Exception {
    try (var postfix = Postfix.start(folder, "a");
        var relay = relay(postfix.port())) {
      var message = folder.resolve("message");
      Files.writeString(message, "Subject: dots\n\n.\n..\n.a\nGr\u00fc\u00dfe \u00e9\n \nend\n");
      swaks(relay, "--data", "@" + message).expectSuccess();
      assertThat(postfix.awaitMessage()).contains("\n\n.\n..\n.a\nGrüße é\n \nend\n");
    }
  }

  @Test
  void the_answer_of_postfix_to_a_recipient_is_the_senders() throws Exception {
    try (var postfix = Postfix.start(folder, "a");
        var relay = relay(postfix.port())) {
      var said = swaks(relay, "--to", "carl@elsewhere.example,bert@example.com").all();
      assertThat(said).contains("ENHANCEDSTATUSCODES", "SMTPUTF8", "DSN", "CHUNKING");
      assertThat(postfix.awaitMessage()).contains("Subject: test");
    }
  }

  @Test
  void nobody_is_greeted_while_postfix_is_down() throws Exception {
    try (var relay = relay(FreePorts.take())) {
      assertThat(swaks(relay).all()).contains("421 4.4.1 the next hop is not there");
    }
  }

  @Test
  void openssl_begins_tls() throws Exception {
    var pair =
        TestPki.write(folder, "relay", TestPki.shared().server("relay.example.com", "127.0.0.1"));
    try (var postfix = Postfix.start(folder, "a");
        var tls =
            ServerTls.open(ServerTlsParameters.of(CertificateFiles.of(pair.chain(), pair.key())))
                .orElseThrow();
        var relay = SmtpServer.start(plain().with(ListenerTls.REQUIRED, tls), to(postfix.port()))) {
      var said =
          Command.openssl(
              "EHLO x\r\nQUIT\r\n",
              "s_client",
              "-quiet",
              "-verify_return_error",
              "-CAfile",
              TestPki.shared().writeTrust(folder),
              "-verify_hostname",
              "relay.example.com",
              "-starttls",
              "smtp",
              "-connect",
              "127.0.0.1:" + relay.address().getPort());
      assertThat(said.all()).contains("250-relay.example.com", "221 2.0.0 bye");
      assertThat(swaks(relay).all()).contains("530 5.7.0 say STARTTLS first");
      verified(relay);
      assertThat(postfix.awaitMessage()).contains("Subject: by TLS");
    }
  }

  /** Our own client, which holds the certificate against the address. */
  private void verified(SmtpServer relay) throws IOException {
    var hop =
        NextHop.open(
                new HostPort("127.0.0.1", relay.address().getPort()),
                ClientTls.VERIFIED,
                Optional.of(TestPki.shared().writeTrust(folder)),
                Optional.empty())
            .orElseThrow();
    var envelope =
        Envelope.plain(
            new MailAddress("anna", "example.org"), new MailAddress("bert", "example.com"));
    var content = Content.of("Subject: by TLS\r\n\r\nhello\r\n".getBytes(US_ASCII));
    switch (client.call(List.of(hop))) {
      case Dialled.Unreachable unreachable -> throw new AssertionError(unreachable.reason());
      case Dialled.Ready(var connection, _) -> {
        try (connection) {
          assertThat(connection.tls()).isPresent();
          assertThat(connection.deliver(envelope, content).getFirst())
              .isInstanceOf(Outcome.Accepted.class);
        }
      }
    }
  }

  @Test
  void postfix_sends_to_postfix_through_it() throws Exception {
    var pair = TestPki.write(folder, "relay", TestPki.shared().server("relay.example.com"));
    try (var postfix = Postfix.start(folder, "a");
        var tls =
            ServerTls.open(ServerTlsParameters.of(CertificateFiles.of(pair.chain(), pair.key())))
                .orElseThrow();
        var relay = SmtpServer.start(plain().with(ListenerTls.REQUIRED, tls), to(postfix.port()));
        var sending = Postfix.sending(folder, "b", relay.address().getPort())) {
      Command.run(
              "",
              Map.of(),
              "swaks",
              "--server",
              "127.0.0.1:" + sending.port(),
              "--from",
              "anna@example.org",
              "--to",
              "bert@example.com",
              "--body",
              "from one to the other")
          .expectSuccess();
      assertThat(postfix.awaitMessage()).contains("from one to the other", "relay.example.com");
      await().atMost(Duration.ofSeconds(60)).until(() -> sending.log().contains("status=sent"));
    }
  }

  @Test
  void many_messages_pass_from_smtp_source_to_smtp_sink() throws Exception {
    int port = FreePorts.take();
    var sink =
        List.of(Peers.require("smtp-sink").toString(), "-u", "nobody", "127.0.0.1:" + port, "100");
    try (var process = PeerProcess.start(sink, folder, Readiness.port(port));
        var relay = relay(port)) {
      Command.run(
              "",
              Map.of(),
              "smtp-source",
              "-s",
              "5",
              "-m",
              "200",
              "-l",
              "20000",
              "-f",
              "anna@example.org",
              "-t",
              "bert@example.com",
              "127.0.0.1:" + relay.address().getPort())
          .expectSuccess();
      await().atMost(Duration.ofSeconds(60)).until(() -> relay.connections() == 0);
      assertThat(process).isNotNull();
    }
  }
}
