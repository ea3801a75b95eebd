package org.sallyport.web.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

class ProxyProtocolTest {
  private static final String NAMED = "PROXY TCP4 192.0.2.7 198.51.100.1 50000 443\r\n";

  private final TestPki pki = TestPki.shared();
  @TempDir private Path folder;
  private ApiServer trusting;
  private ApiServer plain;

  @BeforeEach
  void start() throws IOException {
    TestPki.write(folder, "server", pki.server("localhost", "127.0.0.1"));
    trusting = server(List.of(IpPrefix.parse("127.0.0.0/8")));
    plain = server(List.of(IpPrefix.parse("203.0.113.0/24")));
  }

  private ApiServer server(List<IpPrefix> proxies) throws IOException {
    var address =
        Route.get("/address", "address")
            .summary("Where the caller is.")
            .tag("test")
            .answers(200, "An address.", "text/plain")
            .handledBy(request -> Reply.text("text/plain", request.remote().getHostAddress()));
    var server =
        ApiServer.builder(
                new HostPort("127.0.0.1", 0),
                List.of(new ServerCertificate(folder.resolve("server.pem"), this::key)),
                (route, _) -> new ApiGate.Entry.In(new Caller("test", "test", route.role())))
            .limits(new WebLimits(1024, 4096, 100, 1, Duration.ofSeconds(20)))
            .proxyProtocolFrom(proxies)
            .routes(List.of(address))
            .build();
    server.start();
    return server;
  }

  private Secret key() {
    try {
      return Secret.copyOf(Files.readAllBytes(folder.resolve("server.key")));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @AfterEach
  void stop() {
    trusting.close();
    plain.close();
  }

  @Test
  void a_trusted_proxy_names_the_client() throws Exception {
    assertThat(asked(trusting, NAMED.getBytes(US_ASCII))).endsWith("192.0.2.7");
  }

  @Test
  void the_binary_form_may_name_an_address_of_version_6() throws Exception {
    var header = new ByteArrayOutputStream();
    header.write("\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1));
    header.write(new byte[] {0x21, 0x21, 0, 36});
    header.write(InetAddress.ofLiteral("2001:db8::7").getAddress());
    header.write(InetAddress.ofLiteral("2001:db8::1").getAddress());
    header.write(new byte[] {(byte) 0xC3, 0x50, 1, (byte) 0xBB});
    assertThat(asked(trusting, header.toByteArray())).endsWith("2001:db8:0:0:0:0:0:7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROXY UNKNOWN\r\n", "\r\n\r\n\0\r\nQUIT\n\40\0\0\0"})
  void a_proxy_s_own_check_comes_from_the_proxy(String header) throws Exception {
    assertThat(asked(trusting, header.getBytes(ISO_8859_1))).endsWith("127.0.0.1");
  }

  @Test
  void who_is_not_trusted_speaks_tls_at_once() throws Exception {
    assertThat(asked(plain, new byte[0])).endsWith("127.0.0.1");
  }

  @Test
  void who_is_not_trusted_cannot_name_anybody() throws IOException {
    assertThat(afterwards(plain, NAMED.getBytes(US_ASCII))).isNotEqualTo(0x16);
  }

  static IntStream splits() {
    return IntStream.range(1, NAMED.length() + 40);
  }

  @ParameterizedTest
  @MethodSource("splits")
  void the_header_may_come_in_pieces_and_with_the_first_bytes_of_tls(int split) throws Exception {
    var all = new ByteArrayOutputStream();
    all.write(NAMED.getBytes(US_ASCII));
    all.write(clientHello());
    try (var socket = connect(trusting)) {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(all.toByteArray(), 0, split);
      socket.getOutputStream().write(all.toByteArray(), split, all.size() - split);
      // A handshake record (RFC 8446 section 5.1): the server's answer.
      assertThat(socket.getInputStream().read()).isEqualTo(0x16);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 50000 443\n",
        "PROXY TCP4 192.0.2.700 198.51.100.1 50000 443\r\n",
        "PROXY TCP5 192.0.2.7 198.51.100.1 50000 443\r\n",
        "\r\n\r\n\0\r\nQUIT\n\41\21\177\177",
      })
  void what_is_no_header_closes_the_connection_without_an_answer(String header) throws IOException {
    assertThat(afterwards(trusting, header.getBytes(ISO_8859_1))).isEqualTo(-1);
  }

  /** The first byte of what comes back; -1 where the connection ends. */
  private static int afterwards(ApiServer server, byte[] sent) throws IOException {
    try (var socket = connect(server)) {
      socket.getOutputStream().write(sent);
      try {
        return socket.getInputStream().read();
      } catch (java.net.SocketException _) { // reset: there were bytes nobody had read
        return -1;
      }
    }
  }

  private static Socket connect(ApiServer server) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private byte[] clientHello() throws Exception {
    var engine = pki.clientContext().createSSLEngine("localhost", 443);
    engine.setUseClientMode(true);
    var out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.beginHandshake();
    engine.wrap(ByteBuffer.allocate(0), out);
    out.flip();
    var bytes = new byte[out.remaining()];
    out.get(bytes);
    return bytes;
  }

  private String asked(ApiServer server, byte[] header) throws Exception {
    SSLContext context = pki.clientContext();
    try (var socket = connect(server)) {
      socket.getOutputStream().write(header);
      try (var tls =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, "localhost", server.port(), true)) {
        tls.getOutputStream()
            .write(
                "GET /address HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(US_ASCII));
        return new String(tls.getInputStream().readAllBytes(), US_ASCII).strip();
      }
    }
  }
}
