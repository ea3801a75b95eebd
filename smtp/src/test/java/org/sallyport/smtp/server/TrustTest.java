package org.sallyport.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.wire.proxyprotocol.ProxyHeaderEncoder;
import org.sallyport.wire.smtp.Attributes;
import org.sallyport.wire.smtp.Reply;

/** Who may say whom they speak for. */
class TrustTest {
  private static final List<IpPrefix> LOOPBACK = List.of(IpPrefix.parse("127.0.0.0/8"));
  private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 4711);

  @Test
  void xclient_names_the_client_of_a_trusted_peer() throws Exception {
    try (var test = new ServerCase(ServerCase.plain().trusting(List.of(), LOOPBACK))) {
      var client = test.greeted();
      assertThat(
              ServerCase.say(
                  client, "XCLIENT ADDR=IPV6:2001:db8::1 PORT=99 NAME=x.example LOGIN=anna"))
          .startsWith("220 mail.example.com");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example>")).startsWith("503");
      ServerCase.say(client, "EHLO x");
      ServerCase.say(client, "XFORWARD NAME=y.example ADDR=192.0.2.9");
      ServerCase.say(client, "MAIL FROM:<a@b.example>");
      ServerCase.say(client, "RCPT TO:<c@d.example>");
      ServerCase.say(client, "DATA");
      ServerCase.say(client, ".");
      var peer = test.hop.taken.getFirst().peer();
      assertThat(peer.address()).isEqualTo(new InetSocketAddress("2001:db8::1", 99));
      assertThat(peer.login()).contains("anna");
      assertThat(peer.name()).contains("x.example");
      assertThat(peer.forwarded().orElseThrow().value(Attributes.ADDR)).contains("192.0.2.9");
    }
  }

  @Test
  void whoever_has_logged_in_does_not_become_somebody_else() throws Exception {
    try (var test = new ServerCase(ServerCase.plain().trusting(List.of(), LOOPBACK))) {
      test.hop.capabilities = test.hop.capabilities.with("AUTH", "PLAIN");
      test.hop.logins = _ -> Reply.of(235, "2.7.0", "welcome");
      var client = test.greeted();
      assertThat(ServerCase.say(client, "AUTH PLAIN AGFubmEAc2VjcmV0")).startsWith("235");
      assertThat(ServerCase.say(client, "XCLIENT ADDR=192.0.2.1")).startsWith("503");
      assertThat(ServerCase.say(client, "XFORWARD ADDR=192.0.2.1")).startsWith("250");
    }
  }

  @Test
  void nobody_else_may_say_xclient() throws Exception {
    try (var test = new ServerCase()) {
      var client = test.greeted();
      assertThat(ServerCase.say(client, "XCLIENT ADDR=192.0.2.1")).startsWith("550 5.7.0");
      assertThat(ServerCase.say(client, "XFORWARD ADDR=192.0.2.1")).startsWith("550 5.7.0");
    }
  }

  @Test
  void a_proxy_header_of_either_version_names_the_client() throws Exception {
    try (var test = new ServerCase(ServerCase.plain().trusting(LOOPBACK, List.of()))) {
      for (var header :
          List.of(
              ProxyHeaderEncoder.v1(CLIENT, test.server.address()),
              ProxyHeaderEncoder.v2(CLIENT, test.server.address()))) {
        var client = test.connect().send(header);
        ServerCase.expect(client, "220");
        assertThat(test.hop.opened.getLast().address()).isEqualTo(CLIENT);
      }
    }
  }

  @Test
  void a_proxy_without_a_header_is_not_greeted() throws Exception {
    try (var test = new ServerCase(ServerCase.plain().trusting(LOOPBACK, List.of()))) {
      var client = test.connect().send("EHLO a\r\n");
      assertThat(client.awaitEnd()).isNotNull();
      assertThat(test.hop.opened).isEmpty();
    }
  }

  @Test
  void nobody_else_is_asked_for_a_header() throws Exception {
    try (var test = new ServerCase()) {
      var client = test.connect();
      ServerCase.expect(client, "220");
      client.send(ProxyHeaderEncoder.v1(CLIENT, test.server.address()));
      assertThat(ServerCase.reply(client)).startsWith("500");
    }
  }
}
