package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.RawClient.Ending;

class ServersTest {

  @Test
  void an_echo_server_greets_and_returns_what_it_gets() throws IOException {
    try (var server = EchoServer.greeting("one\n");
        var client = RawClient.connect(server.address())) {
      assertThat(client.readUntil("\n")).isEqualTo("one\n");
      client.send("hello".getBytes(ISO_8859_1)).finish();
      assertThat(client.readToEnd()).asString().isEqualTo("hello");
    }
  }

  @Test
  void a_client_connects_from_the_address_it_is_given() throws IOException {
    try (var server = EchoServer.start();
        var client = RawClient.connect(server.address(), InetAddress.ofLiteral("127.0.0.7"))) {
      assertThat(client.localAddress().getAddress().getHostAddress()).isEqualTo("127.0.0.7");
    }
  }

  @Test
  void a_client_tells_a_reset_from_an_ordinary_end() throws IOException {
    try (var server = EchoServer.greeting("x");
        var cut = RawClient.connect(server.address())) {
      cut.read(1);
      server.resetAll();
      assertThat(cut.awaitEnd()).isEqualTo(Ending.RESET);
      try (var ended = RawClient.connect(server.address())) {
        ended.finish();
        assertThat(ended.awaitEnd()).isEqualTo(Ending.CLOSED);
      }
    }
  }

  @Test
  void an_origin_keeps_every_byte_it_received() throws IOException {
    var request =
        """
        POST /a HTTP/1.1
        Host: h
        Transfer-Encoding: chunked

        3;x=y
        abc
        0
        T: 1

        GET /b HTTP/1.1
        hOST:h

        """
            .replace("\n", "\r\n");
    try (var origin = HttpOrigin.start((got, to) -> to.respond(200, got.target()));
        var client = RawClient.connect(origin.address())) {
      client.sendInSegments(request.getBytes(ISO_8859_1), 7);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 200").endsWith("/a");
      assertThat(client.readResponse()).endsWith("/b");
      assertThat(origin.received(1)).asString(ISO_8859_1).isEqualTo(request);
      assertThat(origin.requests().get(1).field("Host")).contains("h");
    }
  }

  @Test
  void an_origin_asks_for_a_body_that_waits_for_it() throws IOException {
    try (var origin = HttpOrigin.saying("done");
        var client = RawClient.connect(origin.address())) {
      client.send("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
      client.send("ab");
      assertThat(client.readResponse()).endsWith("done");
    }
  }

  @Test
  void an_origin_speaks_tls_to_those_who_trust_it() throws IOException {
    var pki = TestPki.shared();
    var tls = TestPki.serverContext(pki.server("keys.example.com"));
    try (var origin = HttpOrigin.start((got, to) -> to.respond(200, "secure"), tls)) {
      try (var client =
          RawClient.connectTls(origin.address(), pki.clientContext(), "keys.example.com")) {
        client.send("GET / HTTP/1.1\r\nHost: keys.example.com\r\n\r\n");
        assertThat(client.readResponse()).endsWith("secure");
      }
      assertThatThrownBy(
              () ->
                  RawClient.connectTls(
                      origin.address(), TestPki.fresh().clientContext(), "keys.example.com"))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }
}
