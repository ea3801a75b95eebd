package org.sallyport.director.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.testkit.TestPki;

/** How the end of an encrypted member reaches an encrypted client. */
@ExtendWith(NoLeaks.class)
final class TlsEndTest {
  private static final String RE_ENCRYPT =
      """
      services:
        relay:
          listen: 127.0.0.1:0
          tls: re-encrypt
          certificates: [{chain: web.pem, key: file:web.key}]
          member-tls: {trust: trust.pem, name: member.test}
          pool: p
      pools:
        p:
          kind: stateless
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;
  private static final int SIZE = 40_000;
  private static final int ALERT = 21;

  private final TestPki pki = TestPki.shared();
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_client_hears_of_the_end_only_where_the_member_said_it(boolean said) throws Exception {
    TestPki.write(folder, "web", pki.server("web.test"));
    pki.writeTrust(folder);
    var tls = TestPki.serverContext(pki.server("member.test"));
    try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> serve(listener, tls, said));
      try (var director =
              RunningDirector.start(folder, RE_ENCRYPT, listener.getLocalSocketAddress());
          var heard = new Recorded(director.address("relay"))) {
        var client =
            (SSLSocket) pki.clientContext().getSocketFactory().createSocket(heard, null, true);
        client.setUseClientMode(true);
        // Of version 1.2, whose alerts are seen from outside.
        client.setEnabledProtocols(new String[] {"TLSv1.2"});
        client.getOutputStream().write("go".getBytes(US_ASCII));

        assertThat(client.getInputStream().readAllBytes()).hasSize(SIZE);
        assertThat(heard.lastRecord() == ALERT).isEqualTo(said);
      }
    }
  }

  private static void serve(ServerSocket listener, SSLContext tls, boolean says) {
    while (!listener.isClosed()) {
      try (var plain = listener.accept()) {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
        socket.setUseClientMode(false);
        if (socket.getInputStream().readNBytes(2).length == 2) {
          socket.getOutputStream().write(new byte[SIZE]);
          if (says) {
            socket.close();
          }
        }
      } catch (IOException gone) {
        // Health checks come and go, and the listener is closed at the end.
      }
    }
  }

  /** A connection that keeps what it receives. */
  private static final class Recorded extends Socket {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    Recorded(InetSocketAddress address) throws IOException {
      super(address.getAddress(), address.getPort());
      setSoTimeout(20_000);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int one = super.read();
          if (one >= 0) {
            received.write(one);
          }
          return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int count = super.read(into, offset, length);
          if (count > 0) {
            received.write(into, offset, count);
          }
          return count;
        }
      };
    }

    /** The type of the last TLS record that was received (RFC 5246 section 6.2.1). */
    int lastRecord() {
      var bytes = received.toByteArray();
      int type = -1;
      for (int at = 0; at + 5 <= bytes.length; ) {
        type = bytes[at];
        at += 5 + ((bytes[at + 3] & 0xFF) << 8) + (bytes[at + 4] & 0xFF);
      }
      return type;
    }
  }
}
