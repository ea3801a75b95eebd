package org.sallyport.encryption.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.HostPort;

class WebGetTest {
  private static Fetched answer(String text) throws IOException {
    return WebGet.answer(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
  }

  private static String body(String text) throws IOException {
    return new String(((Fetched.Body) answer(text)).octets(), ISO_8859_1);
  }

  @Test
  void bodies_come_with_a_length_in_chunks_or_to_the_end() throws IOException {
    var chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")).isEqualTo("abc");
    assertThat(body(chunked + "3;x=y\r\nabc\r\n1\r\nd\r\n0\r\n\r\n")).isEqualTo("abcd");
    assertThat(body("HTTP/1.0 200\r\nServer: x\r\n\r\nabc")).isEqualTo("abc");
  }

  @Test
  void redirections_are_not_followed_and_a_broken_server_has_failed() throws IOException {
    assertThat(answer("HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\n\r\n"))
        .isEqualTo(new Fetched.Nothing(302));
    assertThat(answer("HTTP/1.1 404 Not Found\r\n\r\n")).isEqualTo(new Fetched.Nothing(404));
    assertThat(answer("HTTP/1.1 503 Later\r\n\r\n")).isInstanceOf(Fetched.Failed.class);
  }

  @Test
  void what_is_cut_too_large_or_no_http_is_refused() {
    for (var text :
        List.of(
            "",
            "SSH-2.0-x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
            "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(WebGet.MOST + 1),
            "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
      assertThatThrownBy(() -> answer(text))
          .as(text.substring(0, Math.min(40, text.length())))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_server_that_sends_an_octet_now_and_then_gains_no_time() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(server));
      var web = new WebGet((_, _) -> new Socket(server.getInetAddress(), server.getLocalPort()));

      var fetched =
          web.get(new HostPort("slow.test", 443), "/", Deadline.in(Duration.ofMillis(300)));

      assertThat(fetched).isInstanceOf(Fetched.Failed.class);
    }
  }

  private static void drip(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getInputStream().read();
      while (true) {
        socket.getOutputStream().write('H');
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    } catch (IOException _) {
      return;
    }
  }

  @Test
  void addresses_that_are_not_of_the_internet_are_known() {
    for (var inside :
        List.of(
            "127.0.0.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "2001:db8::1",
            "::ffff:10.0.0.1")) {
      assertThat(Networks.isPublic(InetAddress.ofLiteral(inside))).as(inside).isFalse();
    }
    for (var outside : List.of("9.9.9.9", "172.32.0.1", "2620:fe::fe", "2a00::1")) {
      assertThat(Networks.isPublic(InetAddress.ofLiteral(outside))).as(outside).isTrue();
    }
  }

  @Test
  void a_server_in_a_private_network_is_not_connected_to() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var dial = TlsDial.open(java.util.Optional.empty(), false)) {
      var fetched =
          new WebGet(dial)
              .get(
                  new HostPort("localhost", server.getLocalPort()),
                  "/",
                  Deadline.in(Duration.ofSeconds(20)));

      assertThat(fetched).isEqualTo(new Fetched.Failed("none of its addresses is public"));
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void a_handshake_that_trickles_ends_at_the_deadline() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var dial = TlsDial.open(java.util.Optional.empty(), true)) {
      Thread.ofVirtual().start(() -> trickle(server));
      long begun = System.nanoTime();
      var fetched =
          new WebGet(dial)
              .get(
                  new HostPort("localhost", server.getLocalPort()),
                  "/",
                  Deadline.in(Duration.ofSeconds(1)));

      assertThat(fetched).isInstanceOf(Fetched.Failed.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
  }

  /** One TLS record (RFC 8446 section 5.1) of 1024 octets, one octet after the other. */
  private static void trickle(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write(new byte[] {22, 3, 3, 4, 0, 2, 0, 3, (byte) 0xfc, 3, 3});
      for (int i = 0; i < 1000; i++) {
        socket.getOutputStream().write(0);
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
      }
    } catch (IOException _) {
      return; // it was closed, as it should be
    }
  }

  @Test
  void domains_that_are_hosts_inside_are_not_asked() {
    assertThat(WebSources.ascii("localhost")).isEmpty();
    assertThat(WebSources.ascii("10.0.0.1")).isEmpty();
    assertThat(WebSources.ascii("münchen.example")).hasValue("xn--mnchen-3ya.example");
  }
}
