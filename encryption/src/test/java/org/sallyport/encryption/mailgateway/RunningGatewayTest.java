package org.sallyport.encryption.mailgateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Flow;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Mode;
import org.sallyport.encryption.mailtrace.MailTrace;
import org.sallyport.encryption.mailtrace.TraceQuery;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.testkit.RawClient;

/** The gateway as a part of a server that runs, with the rules that a new store has. */
final class RunningGatewayTest {
  private static final String MAIL =
      "From: anna@example.com\r\nMessage-ID: <7@example.com>\r\nSubject: hello\r\n\r\nend\r\n";

  @TempDir private Path folder;

  private RunningServer server(NextServer next) throws IOException {
    var settings = GatewayCase.settings(folder, next, Flow.OUTBOUND, Mode.INLINE, Optional.empty());
    return RunningServer.open(
        folder, usual -> TestDomain.with(usual, Map.of("mailGateway", Optional.of(settings))));
  }

  private static String send(RunningServer server, String mail) throws IOException {
    var at = server.server.mailGateway().orElseThrow().address(GatewayCase.LISTENER);
    try (var client = RawClient.connect(at).patience(GatewayCase.PATIENCE)) {
      GatewayCase.reply(client);
      GatewayCase.say(client, "EHLO sender.example");
      GatewayCase.say(client, "MAIL FROM:<anna@example.com>");
      GatewayCase.say(client, "RCPT TO:<bert@example.org>");
      return GatewayCase.text(client, mail);
    }
  }

  private static List<MailTrace> traces(RunningServer server) {
    return server
        .domain()
        .store()
        .read(in -> server.domain().mailTraces().search(in, TraceQuery.ALL, Optional.empty(), 10));
  }

  @Test
  void what_rules_leave_alone_passes_with_a_trace() throws IOException {
    try (var next = new NextServer();
        var server = server(next)) {
      assertThat(send(server, MAIL)).isEqualTo("250 2.0.0 kept at the next hop");
      assertThat(next.taken.getFirst().text()).isEqualTo(MAIL);
      var trace = traces(server).getFirst();
      assertThat(trace.messageId()).isEqualTo("<7@example.com>");
      assertThat(trace.sender()).isEqualTo("anna@example.com");
      assertThat(trace.recipients())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.address()).isEqualTo("bert@example.org");
                assertThat(one.direction()).isEqualTo("outbound");
                assertThat(one.form()).isEqualTo("untouched");
              });
      var events =
          server
              .domain()
              .store()
              .<List<MailTrace.Event>>read(
                  in -> server.domain().mailTraces().events(in, trace.id()));
      assertThat(events).extracting(MailTrace.Event::what).containsExactly("delivered");
    }
  }

  @Test
  void what_is_to_be_encrypted_and_cannot_be_is_not_sent() throws IOException {
    try (var next = new NextServer();
        var server = server(next)) {
      var answer = send(server, MAIL.replace("Subject: ", "Subject: [encrypt] "));
      assertThat(answer).startsWith("5");
      assertThat(next.taken).isEmpty();
      assertThat(traces(server).getFirst().recipients().getFirst().form())
          .isIn("bounced", "web mail");
    }
  }
}
