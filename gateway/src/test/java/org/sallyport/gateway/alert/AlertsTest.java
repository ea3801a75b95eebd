package org.sallyport.gateway.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.SecretSource;
import org.sallyport.gateway.alert.Alert.Kind;
import org.sallyport.gateway.alert.AlertSettings.Encryption;
import org.sallyport.gateway.alert.AlertSettings.Mail;
import org.sallyport.gateway.alert.AlertSettings.Webhook;
import org.sallyport.kernel.HostPort;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.TestPki;

final class AlertsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Alert ENTERED =
      new Alert(
          Kind.CONTINUITY_ENTERED,
          "logins are decided without the authority",
          "The authority is not reached.",
          Instant.parse("2026-11-22T10:00:00Z"));

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T closing(T opened) {
    open.add(opened);
    return opened;
  }

  private Alerts alerts(AlertSettings settings) {
    return closing(Alerts.open(settings, "gateway1").orElseThrow());
  }

  @Test
  void a_webhook_gets_json_over_tls_with_its_token() throws Exception {
    var pki = TestPki.shared();
    var hook =
        closing(
            HttpOrigin.start(
                (request, connection) -> connection.respond(204, ""),
                TestPki.serverContext(pki.server("localhost"))));
    Files.writeString(folder.resolve("token"), "let me in");
    var settings =
        new Webhook(
            "https://localhost:" + hook.address().getPort() + "/hooks/x",
            Optional.of(pki.writeTrust(folder)),
            Optional.of(new SecretSource.File(folder.resolve("token"))));
    var alerts = alerts(new AlertSettings(Optional.empty(), List.of(settings)));
    alerts.raise(ENTERED);
    await().atMost(LONG).until(() -> !hook.requests().isEmpty());
    var request = hook.requests().getFirst();
    assertThat(request.line()).isEqualTo("POST /hooks/x HTTP/1.1");
    assertThat(request.field("Authorization")).contains("Bearer let me in");
    assertThat(request.body())
        .contains(
            "\"kind\":\"continuity-entered\"",
            "\"node\":\"gateway1\"",
            "\"at\":\"2026-11-22T10:00:00Z\"");
    assertThat(alerts.raised(Kind.CONTINUITY_ENTERED)).isEqualTo(1);
  }

  @Test
  void what_nobody_took_is_tried_again_and_given_up_in_the_end() {
    var tries = new AtomicInteger();
    var channel =
        new Channel() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public void send(Alert alert, String node) throws IOException {
            tries.incrementAndGet();
            throw new IOException("nobody there");
          }
        };
    var alerts = closing(new Alerts(List.of(channel), "gateway1", Duration.ofMillis(5)));
    alerts.raise(ENTERED);
    await().atMost(LONG).until(() -> tries.get() == 4);
    await().during(Duration.ofMillis(200)).atMost(LONG).until(() -> tries.get() == 4);
  }

  @Test
  void mail_goes_through_the_relay() throws Exception {
    try (var relay = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var lines = new CopyOnWriteArrayList<String>();
      Thread.ofVirtual().start(() -> converse(relay, lines));
      var mail =
          new Mail(
              new HostPort("127.0.0.1", relay.getLocalPort()),
              Encryption.NONE,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "sallyport@example.com",
              List.of("admin@example.com", "night@example.com"));
      alerts(new AlertSettings(Optional.of(mail), List.of())).raise(ENTERED);
      await().atMost(LONG).until(() -> lines.contains("."));
      assertThat(lines)
          .contains(
              "MAIL FROM:<sallyport@example.com>",
              "RCPT TO:<admin@example.com>",
              "RCPT TO:<night@example.com>",
              "Subject: [gateway1] logins are decided without the authority",
              "Auto-Submitted: auto-generated",
              "The authority is not reached.");
    }
  }

  @Test
  void a_relay_without_starttls_gets_no_mail_in_clear() throws Exception {
    try (var relay = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var lines = new CopyOnWriteArrayList<String>();
      Thread.ofVirtual().start(() -> converse(relay, lines));
      var mail =
          new Mail(
              new HostPort("127.0.0.1", relay.getLocalPort()),
              Encryption.STARTTLS,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "sallyport@example.com",
              List.of("admin@example.com"));
      alerts(new AlertSettings(Optional.of(mail), List.of())).raise(ENTERED);
      await().atMost(LONG).until(() -> lines.contains("end"));
      assertThat(lines).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  /** Just enough of RFC 5321 to take one message. */
  private static void converse(ServerSocket relay, List<String> lines) {
    try (var socket = relay.accept();
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      var out = socket.getOutputStream();
      out.write("220 relay\r\n".getBytes(UTF_8));
      boolean data = false;
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
        if (data && !line.equals(".")) {
          continue;
        }
        data = line.equals("DATA");
        var answer = data ? "354 go on\r\n" : line.equals("QUIT") ? "221 bye\r\n" : "250 fine\r\n";
        out.write(answer.getBytes(UTF_8));
      }
    } catch (IOException gone) {
      // the client closes as it likes
    }
    lines.add("end");
  }
}
