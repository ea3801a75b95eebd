package org.sallyport.app.demo.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.Content;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.wire.smtp.MailAddress;

/** Anna's mail program, which sends through the director. */
final class MailProgram implements AutoCloseable {
  private static final MailAddress ANNA = new MailAddress("anna", "demo.example");

  private final SmtpClient client = SmtpClient.open(ClientParameters.named("anna.demo.example"));
  private final NextHop service;

  MailProgram(HostPort service) {
    this.service = NextHop.plain(service);
  }

  /** What came of sending a message. */
  record Sent(boolean taken, String answer) {}

  /** Sends a message. Blocks until it is taken or refused. */
  Sent send(MailAddress to, String subject, String body) throws IOException {
    var text =
        """
        From: Anna <%s>
        To: %s
        Subject: %s
        Message-ID: <%s@demo.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8

        %s
        """
            .formatted(ANNA, to, subject, UUID.randomUUID(), body)
            .replace("\n", "\r\n");
    return switch (client.call(List.of(service))) {
      case Dialled.Unreachable unreachable -> new Sent(false, unreachable.reason());
      case Dialled.Ready(var connection, _) -> {
        try (connection) {
          var envelope = Envelope.plain(ANNA, to);
          yield sent(connection.deliver(envelope, Content.of(text.getBytes(UTF_8))).getFirst());
        }
      }
    };
  }

  private static Sent sent(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(var reply) -> new Sent(true, reply.toString());
      case Outcome.Deferred(var reply) -> new Sent(false, reply.toString());
      case Outcome.Refused(var reply) -> new Sent(false, reply.toString());
      case Outcome.Unknown(var reason) -> new Sent(false, reason);
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
