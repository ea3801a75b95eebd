package org.sallyport.director.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.TestPki;

/** A member that dies when the request has waited for longer than the connect time. */
@ExtendWith(NoLeaks.class)
final class LateLossTest {
  private static final String RE_ENCRYPT =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          tls: re-encrypt
          certificates: [{chain: web.pem, key: file:web.key}]
          member-tls: {trust: trust.pem, name: member.test}
          timeouts: {connect: 4s}
          pool: p
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s}, b: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  private final TestPki pki = TestPki.shared();
  @TempDir private Path folder;

  @Test
  void leaves_the_next_one_the_whole_connect_time() throws Exception {
    TestPki.write(folder, "web", pki.server("web"));
    pki.writeTrust(folder);
    var tls = TestPki.serverContext(pki.server("member.test"));
    try (var dying = HttpOrigin.start(LateLossTest::resetLate, tls);
        var slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> serve(slow, tls));
      try (var director =
              RunningDirector.start(
                  folder, RE_ENCRYPT, dying.address(), slow.getLocalSocketAddress());
          var client =
              RawClient.connectTls(director.address("web"), pki.clientContext(), "web")
                  .patience(Duration.ofSeconds(30))) {
        assertThat(client.send(Text.get("/")).readResponse())
            .startsWith("HTTP/1.1 200")
            .endsWith("slow");
        assertThat(director.member("p", "b").traffic().totals().connectFailures()).isZero();
      }
    }
  }

  private static void resetLate(HttpOrigin.Request asked, HttpOrigin.Connection to)
      throws IOException {
    to.socket().setSoTimeout(4500);
    try {
      to.socket().getInputStream().read();
    } catch (SocketTimeoutException waited) {
      to.reset();
    }
  }

  /** A member whose handshakes take much longer than a tick of the director's deadlines. */
  private static void serve(ServerSocket listener, SSLContext tls) {
    while (!listener.isClosed()) {
      try {
        var plain = listener.accept();
        Thread.ofVirtual().start(() -> answer(plain, tls));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket plain, SSLContext tls) {
    try (plain) {
      assertThat(new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS)).isFalse();
      var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
      socket.setUseClientMode(false);
      if (socket.getInputStream().read() >= 0) {
        socket.getOutputStream().write(HttpOrigin.response(200, "slow"));
        socket.getInputStream().readAllBytes();
      }
    } catch (IOException gone) {
      // Health checks come and go.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
