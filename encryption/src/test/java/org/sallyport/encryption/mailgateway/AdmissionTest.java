package org.sallyport.encryption.mailgateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Flow;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Mode;
import org.sallyport.kernel.IpPrefix;

/** Who may come in, and send to whom. */
final class AdmissionTest {
  @TempDir private Path folder;

  private GatewayCase gate(Flow flow, Mode mode, Optional<List<IpPrefix>> from) throws IOException {
    return new GatewayCase(folder, TestDomain.open(folder), new NextServer(), flow, mode, from);
  }

  private static String recipient(GatewayCase gate, String to) throws IOException {
    var client = gate.greeted();
    GatewayCase.say(client, "MAIL FROM:<x@elsewhere.example>");
    return GatewayCase.say(client, "RCPT TO:<" + to + ">");
  }

  @Test
  void strangers_send_to_nobody_where_mail_is_signed_for_its_sender() throws IOException {
    try (var gate = gate(Flow.OUTBOUND, Mode.INLINE, Optional.of(List.of()))) {
      assertThat(recipient(gate, "anna@example.com")).startsWith("550 5.7.1");
      assertThat(recipient(gate, "postmaster")).startsWith("550 5.7.1");
    }
  }

  @Test
  void strangers_may_send_to_the_managed_domains_alone() throws IOException {
    try (var gate = gate(Flow.INBOUND, Mode.INLINE, Optional.of(List.of()))) {
      assertThat(recipient(gate, "anna@EXAMPLE.com")).startsWith("250");
      assertThat(recipient(gate, "postmaster")).startsWith("250");
      assertThat(recipient(gate, "bert@example.org")).startsWith("550 5.7.1");
      assertThat(recipient(gate, "bert@sub.example.com")).startsWith("550 5.7.1");
    }
  }

  @Test
  void an_inbound_listener_relays_for_nobody_unless_told_to() throws IOException {
    try (var gate = gate(Flow.INBOUND, Mode.QUEUE, Optional.empty())) {
      assertThat(recipient(gate, "anna@example.com")).startsWith("250");
      assertThat(recipient(gate, "bert@example.org")).startsWith("550 5.7.1");
    }
  }

  @Test
  void a_percent_or_a_route_in_an_address_does_not_relay() throws IOException {
    try (var gate = gate(Flow.INBOUND, Mode.QUEUE, Optional.empty())) {
      assertThat(recipient(gate, "@example.com:bert@example.org")).startsWith("550 5.7.1");
      assertThat(recipient(gate, "\"bert@example.com\"@example.org")).startsWith("550 5.7.1");
    }
  }

  @Test
  void whoever_the_next_hop_has_let_in_may_send_to_everybody() throws IOException {
    try (var gate = gate(Flow.OUTBOUND, Mode.INLINE, Optional.of(List.of()))) {
      gate.next.capabilities = gate.next.capabilities.with("AUTH", "PLAIN");
      var client = gate.greeted();
      GatewayCase.say(client, "AUTH PLAIN AGFubmEAc2VjcmV0");
      GatewayCase.say(client, "MAIL FROM:<anna@example.com>");
      assertThat(GatewayCase.say(client, "RCPT TO:<bert@example.org>")).startsWith("250");
    }
  }

  @Test
  void nobody_is_greeted_while_the_vault_is_locked() throws IOException {
    try (var gate =
        new GatewayCase(
            folder,
            TestDomain.locked(folder),
            new NextServer(),
            Flow.OUTBOUND,
            Mode.INLINE,
            GatewayCase.PRIVATE)) {
      assertThat(GatewayCase.reply(gate.connect())).isEqualTo("421 4.3.0 not unlocked yet");
      gate.domain.light();
      assertThat(GatewayCase.reply(gate.connect())).startsWith("220 mail.example.com");
    }
  }

  @Test
  void the_queue_takes_mail_without_a_next_hop() throws IOException {
    try (var gate = gate(Flow.BY_DOMAIN, Mode.QUEUE, GatewayCase.PRIVATE)) {
      gate.next.close();
      var mail = "Message-ID: <2@example.com>\r\n\r\nhello\r\n";
      assertThat(gate.send(mail, "anna@example.com", "bert@example.org"))
          .startsWith("250 2.0.0 kept as t_");
      assertThat(gate.send(mail, "anna@example.com", "bert@example.org"))
          .isEqualTo("250 2.0.0 taken before");
      var routes =
          gate.store()
              .<List<String>>read(
                  in -> in.all("SELECT route FROM mail_queue", row -> row.text("route")));
      assertThat(routes).containsExactlyInAnyOrder("INSIDE", "OUTSIDE");
      var content =
          gate.store()
              .<String>read(
                  in ->
                      in.first("SELECT content FROM mail_queue", row -> row.text("content"))
                          .orElseThrow());
      try (var in = gate.domain.domain.contents().open(content)) {
        assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
            .startsWith("Received: from sender.example ([127.0.0.1]) by mail.example.com")
            .endsWith("\r\n" + mail);
      }
    }
  }
}
