package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.app.node.Node;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Pool;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.relay.InlineRelay;
import org.sallyport.smtp.server.ServerParameters;
import org.sallyport.smtp.server.SmtpServer;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.TestPki;

/**
 * An inline relay and our mail gateway, which greet no sooner than Postfix behind them: when
 * Postfix is gone they are not, and a director in front of them knows it.
 */
final class NextHopIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final DirectorEvent.Field OF_MAIL = new DirectorEvent.Field("pool", "mail");

  @TempDir private Path folder;

  private static SmtpServer proxy(SmtpClient client, String name, Postfix next) throws IOException {
    return SmtpServer.start(
        ServerParameters.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), name),
        new InlineRelay(client, List.of(NextHop.plain(new HostPort("127.0.0.1", next.port())))));
  }

  /** Our mail gateway, in a node of its own. */
  private Node gateway(int mail, int admin, Postfix next) throws IOException {
    TestPki.write(folder, "b", TestPki.shared().server("localhost"));
    Files.writeString(folder.resolve("ignition"), "0123456789abcdef0123456789abcdef");
    var file =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            node: b
            admin: { listen: 127.0.0.1:%d }
            encryption:
              listen: 127.0.0.1:%d
              certificates: [{ chain: b.pem, key: file:b.key }]
              store: { path: encryption.db }
              ignition: file:ignition
              organisation: Example Ltd
              domains: [example.org]
              mail-gateway:
                name: b.example.com
                listeners:
                  outbound: { listen: 127.0.0.1:%d, direction: outbound }
                next-hops:
                  outside: { to: ["127.0.0.1:%d"], tls: off }
                spool: spool
            """
                .formatted(admin, FreePorts.take(), mail, next.port()));
    return switch (Node.start(file, "0")) {
      case Node.Starting.Running(var node) -> node;
      case Node.Starting.Refused(var report) -> throw new AssertionError(report);
    };
  }

  /** The second pool has the gateway alone, at a port where nobody is ever greeted. */
  private LocalDirector director(SmtpServer a, int b, int admin, ServerSocket mute)
      throws IOException {
    return LocalDirector.start(
        folder,
        """
        services:
          mail: { listen: 127.0.0.1:0, protocol: smtp, pool: mail }
          mute: { listen: 127.0.0.1:0, protocol: smtp, pool: mute }
        pools:
          mail:
            kind: stateless
            policy: failover
            steady-time: 1s
            health: [{ check: smtp, every: 500ms, timeout: 500ms, if-next-hop-down: degrade }]
            members:
              a: { address: 127.0.0.1:%d }
              b: { address: 127.0.0.1:%d }
          mute:
            kind: stateless
            health: [{ check: smtp, port: %d, every: 500ms, timeout: 500ms, ready: "http://*:%d/ready" }]
            members:
              c: { address: 127.0.0.1:%2$d }
        """
            .formatted(a.address().getPort(), b, mute.getLocalPort(), admin));
  }

  private static String send(LocalDirector director, String body) throws Exception {
    return Command.run(
            "",
            Map.of(),
            "swaks",
            "--server",
            "127.0.0.1:" + director.port("mail"),
            "--from",
            "anna@example.org",
            "--to",
            "bert@example.com",
            "--body",
            body)
        .all();
  }

  private static String active(Pool pool) {
    return Objects.requireNonNull(pool.incumbent(), "nobody takes new sessions").name();
  }

  @Test
  @SuppressWarnings("try") // that a proxy is closed early, and that a node runs, is the test
  void nobody_is_moved_when_postfix_is_gone_and_everybody_when_a_proxy_is() throws Exception {
    int mail = FreePorts.take();
    int admin = FreePorts.take();
    try (var client = SmtpClient.open(ClientParameters.named("proxy.example.com"));
        var postfix = Postfix.start(folder, "p");
        var a = proxy(client, "a.example.com", postfix);
        var b = gateway(mail, admin, postfix);
        var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var director = director(a, mail, admin, mute)) {
      director.awaitCause("c", "readiness says that all is well");
      var pool = Objects.requireNonNull(director.director().pools().pool("mail"));
      director.awaitHealth("a", Health.UP);
      assertThat(send(director, "The bridge stands.")).contains("220 a.example.com");
      assertThat(postfix.awaitMessage()).contains("The bridge stands.");

      long before = director.director().events().after(0).getLast().id();
      postfix.kill();
      director.awaitHealth("a", Health.DEGRADED);
      director.awaitHealth("b", Health.DEGRADED);
      director.awaitHealth("c", Health.DEGRADED);
      assertThat(director.member("c").status().cause())
          .contains("connected but silent", "readiness says mail-next-hop: outside");
      await().atMost(PATIENCE).until(() -> pool.sharedCause().isPresent());
      assertThat(pool.sharedCause().orElseThrow())
          .endsWith("moved: next hop down: greeting 421 4.4.1 the next hop is not there");
      assertThat(active(pool)).isEqualTo("a");
      assertThat(send(director, "The bridge is away."))
          .contains("421 4.4.1")
          .contains("next hop is not there");
      assertThat(director.member("a").status().health()).isEqualTo(Health.DEGRADED);
      assertThat(director.member("b").traffic().totals().connections()).isZero();

      postfix.startAgain();
      director.awaitHealth("a", Health.UP);
      await().atMost(PATIENCE).until(() -> pool.sharedCause().isEmpty());
      assertThat(active(pool)).isEqualTo("a");
      assertThat(director.director().events().after(before))
          .extracting(EventLog.Recorded::event)
          .filteredOn(event -> event.fields().contains(OF_MAIL))
          .extracting(DirectorEvent::name)
          .containsSubsequence("shared-cause", "shared-cause-over")
          .doesNotContain("incumbent-switched", "member-down");

      a.close();
      director.awaitCause("a", "refused");
      await().atMost(PATIENCE).until(() -> active(pool).equals("b"));
      assertThat(send(director, "The bridge is back.")).contains("220 b.example.com");
    }
  }
}
