package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Pool;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.relay.InlineRelay;
import org.sallyport.smtp.server.ServerParameters;
import org.sallyport.smtp.server.SmtpServer;

/**
 * Two mail proxies that greet no sooner than Postfix behind them: when Postfix is gone they are
 * not, and a director in front of them knows it.
 */
final class NextHopIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private static SmtpServer proxy(SmtpClient client, String name, Postfix next) throws IOException {
    return SmtpServer.start(
        ServerParameters.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), name),
        new InlineRelay(client, List.of(NextHop.plain(new HostPort("127.0.0.1", next.port())))));
  }

  private LocalDirector director(SmtpServer a, SmtpServer b) throws IOException {
    return LocalDirector.start(
        folder,
        """
        services:
          mail: { listen: 127.0.0.1:0, protocol: smtp, pool: mail }
        pools:
          mail:
            kind: stateless
            policy: failover
            steady-time: 1s
            health: [{ check: smtp, every: 500ms, timeout: 500ms, if-next-hop-down: degrade }]
            members:
              a: { address: 127.0.0.1:%d }
              b: { address: 127.0.0.1:%d }
        """
            .formatted(a.address().getPort(), b.address().getPort()));
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
  @SuppressWarnings("try") // that a proxy is closed early is the test
  void nobody_is_moved_when_postfix_is_gone_and_everybody_when_a_proxy_is() throws Exception {
    try (var client = SmtpClient.open(ClientParameters.named("proxy.example.com"));
        var postfix = Postfix.start(folder, "p");
        var a = proxy(client, "a.example.com", postfix);
        var b = proxy(client, "b.example.com", postfix);
        var director = director(a, b)) {
      var pool = Objects.requireNonNull(director.director().pools().pool("mail"));
      director.awaitHealth("a", Health.UP);
      assertThat(send(director, "The bridge stands.")).contains("220 a.example.com");
      assertThat(postfix.awaitMessage()).contains("The bridge stands.");

      long before = director.director().events().after(0).getLast().id();
      postfix.kill();
      director.awaitHealth("a", Health.DEGRADED);
      director.awaitHealth("b", Health.DEGRADED);
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
          .extracting(each -> each.event().name())
          .containsSubsequence("shared-cause", "shared-cause-over")
          .doesNotContain("incumbent-switched", "member-down");

      a.close();
      director.awaitCause("a", "refused");
      await().atMost(PATIENCE).until(() -> active(pool).equals("b"));
      assertThat(send(director, "The bridge is back.")).contains("220 b.example.com");
    }
  }
}
