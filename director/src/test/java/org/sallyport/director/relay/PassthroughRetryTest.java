package org.sallyport.director.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.ScriptedServer;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.TestPki;

@ExtendWith(NoLeaks.class)
final class PassthroughRetryTest {
  private static final String PASSTHROUGH =
      """
      services: {keys: {listen: 127.0.0.1:0, pool: p, tls: passthrough}}
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s}, b: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;
  private static final int ALERT = 21;

  private final TestPki pki = TestPki.shared();

  @TempDir Path folder;

  @Test
  void a_client_hello_that_a_member_resets_goes_to_the_next() throws IOException {
    try (var dying = ScriptedServer.start(PassthroughRetryTest::resetAfterHello);
        var alive = origin();
        var director =
            RunningDirector.start(folder, PASSTHROUGH, dying.address(), alive.address())) {
      assertThat(answer(director)).startsWith("HTTP/1.1 200");
      assertThat(director.member("p", "a").traffic().totals().retries()).isEqualTo(1);
      director.awaitQuiet();
    }
  }

  @Test
  void a_client_hello_that_a_member_closes_on_goes_to_the_next() throws IOException {
    try (var dying = ScriptedServer.start(socket -> hello(socket.getInputStream()));
        var alive = origin();
        var director =
            RunningDirector.start(folder, PASSTHROUGH, dying.address(), alive.address())) {
      assertThat(answer(director)).startsWith("HTTP/1.1 200");
      director.awaitQuiet();
    }
  }

  @Test
  void a_client_hello_goes_to_the_next_however_long_the_first_was_silent() throws IOException {
    var hasty =
        PASSTHROUGH.replace("tls: passthrough", "tls: passthrough, timeouts: {connect: 1s}");
    try (var dying =
            ScriptedServer.start(
                socket -> {
                  hello(socket.getInputStream());
                  socket.setSoTimeout(1500);
                  try {
                    socket.getInputStream().read();
                  } catch (SocketTimeoutException waited) {
                    socket.setSoLinger(true, 0);
                  }
                });
        var alive = origin();
        var director = RunningDirector.start(folder, hasty, dying.address(), alive.address())) {
      assertThat(answer(director)).startsWith("HTTP/1.1 200");
      director.awaitQuiet();
    }
  }

  @Test
  void a_member_that_has_answered_is_final() throws IOException {
    try (var refusing =
            ScriptedServer.start(
                socket -> {
                  hello(socket.getInputStream());
                  socket.getOutputStream().write(ALERT);
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                });
        var other = origin();
        var director =
            RunningDirector.start(folder, PASSTHROUGH, refusing.address(), other.address())) {
      assertThatThrownBy(() -> answer(director)).isInstanceOf(IOException.class);
      director.awaitQuiet();
      assertThat(director.member("p", "b").traffic().totals().requests()).isZero();
    }
  }

  private HttpOrigin origin() throws IOException {
    return HttpOrigin.start(
        (request, connection) -> connection.respond(200, "hello"),
        TestPki.serverContext(pki.server("keys")));
  }

  private static void resetAfterHello(Socket socket) throws IOException {
    hello(socket.getInputStream());
    socket.setSoLinger(true, 0);
  }

  private static void hello(InputStream in) throws IOException {
    assertThat(in.read()).isNotEqualTo(0);
    in.skipNBytes(in.available());
  }

  private String answer(RunningDirector director) throws IOException {
    var address = director.address("keys");
    try (var socket =
        pki.clientContext()
            .getSocketFactory()
            .createSocket(connected(address), "keys", address.getPort(), true)) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: keys\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  private static Socket connected(InetSocketAddress address) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), address.getPort());
  }
}
