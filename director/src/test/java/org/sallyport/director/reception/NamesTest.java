package org.sallyport.director.reception;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.ScriptedServer;
import org.sallyport.director.harness.Text;
import org.sallyport.director.service.Refusal;
import org.sallyport.testkit.EchoServer;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.TestPki;

@ExtendWith(NoLeaks.class)
final class NamesTest {
  private static final TestPki PKI = TestPki.shared();

  private static final String CHECK = "health: [{check: tcp, every: 1h, rise: 1}]";

  private static final String SHARED =
      """
      services:
        keys.test: {listen: '127.0.0.1:%1$s', tls: passthrough, pool: keys}
        mail.test:
          {listen: '127.0.0.1:%1$s', tls: passthrough, pool: mail, names: ['*.mail.test'], %4$s}
      pools:
        keys: {kind: stateless, policy: ordered, members: {a: {address: %2$s}}, CHECK}
        mail: {kind: stateless, policy: ordered, members: {a: {address: %3$s}}, CHECK}
      """
          .replace("CHECK", CHECK);

  private static final String SECURE =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          tls: terminate
          certificates:
            - {chain: web.pem, key: file:web.key}
            - {chain: wild.pem, key: file:wild.key}
          CLIENTS
          pool: p
      pools:
        p: {kind: stateless, policy: ordered, members: {a: {address: %s}}, CHECK}
      """
          .replace("CHECK", CHECK);

  private static final String RE_ENCRYPT =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: %s
          tls: re-encrypt
          certificates: [{chain: web.pem, key: file:web.key}]
          member-tls: {trust: trust.pem, name: member.test}
          pool: p
      pools:
        p: {kind: stateless, policy: ordered, members: {a: {address: %s}}, CHECK}
      """
          .replace("CHECK", CHECK);

  @TempDir Path folder;

  private static EchoServer named(String name) throws IOException {
    return EchoServer.greeting(name);
  }

  private static byte[] hello(@Nullable String name) throws Exception {
    SSLEngine engine = PKI.clientContext().createSSLEngine();
    engine.setUseClientMode(true);
    if (name != null) {
      var parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      engine.setSSLParameters(parameters);
    }
    var out = java.nio.ByteBuffer.allocate(20_000);
    engine.wrap(java.nio.ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** The same handshake message in records of so many bytes (RFC 8446 section 5.1 allows it). */
  private static byte[] inRecords(byte[] record, int length) {
    var out = new ByteArrayOutputStream();
    for (int at = 5; at < record.length; at += length) {
      int part = Math.min(length, record.length - at);
      out.writeBytes(new byte[] {22, 3, 1, (byte) (part >> 8), (byte) part});
      out.write(record, at, part);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"keys.test, keys", "KEYS.test, keys", "in.mail.test, mail"})
  void a_name_leads_to_its_service_and_every_byte_passes(String name, String pool)
      throws Exception {
    try (var keys = named("keys");
        var mail = named("mail");
        var director = shared(keys, mail, "limits: {}")) {
      var hello = hello(name);
      for (var bytes : List.of(hello, inRecords(hello, 1), inRecords(hello, 100))) {
        for (int segment : new int[] {100_000, 1, 7}) {
          try (var client = director.connect("keys.test")) {
            client.sendInSegments(bytes, segment);
            assertThat(client.read(4)).asString().isEqualTo(pool);
            assertThat(client.read(bytes.length)).isEqualTo(bytes);
          }
        }
      }
    }
  }

  private RunningDirector shared(EchoServer keys, EchoServer mail, String rule) {
    return RunningDirector.start(
        folder, SHARED, FreePorts.take(), keys.address(), mail.address(), rule);
  }

  @Test
  void a_name_that_nobody_has_is_answered_by_an_alert() throws Exception {
    try (var keys = named("keys");
        var mail = named("mail");
        var director = shared(keys, mail, "limits: {}")) {
      for (var name : List.of("other.test", "deep.in.mail.test", "mail.test")) {
        try (var client = director.connect("keys.test")) {
          client.send(hello(name));
          assertThat(client.readToEnd()).as(name).containsExactly(21, 3, 3, 0, 2, 2, 112);
        }
      }
      try (var client = director.connect("keys.test")) {
        client.send(hello(null));
        assertThat(client.readToEnd()).containsExactly(21, 3, 3, 0, 2, 2, 112);
      }
      var counters = director.service("keys.test").counters();
      assertThat(counters.turnedAway(Refusal.UNKNOWN_NAME)).isEqualTo(3);
      assertThat(counters.turnedAway(Refusal.WITHOUT_NAME)).isEqualTo(1);
      assertThat(keys.open() + mail.open()).isZero();
    }
  }

  @Test
  void a_service_may_take_clients_who_name_nobody_or_somebody_else() throws Exception {
    try (var keys = named("keys");
        var mail = named("mail");
        var director = shared(keys, mail, "without-name: accept, unknown-name: accept")) {
      for (var name : new String[] {null, "other.test"}) {
        try (var client = director.connect("keys.test")) {
          client.send(hello(name));
          assertThat(client.read(4)).asString().isEqualTo("mail");
        }
      }
    }
  }

  @Test
  void what_is_no_client_hello_is_refused() throws Exception {
    try (var keys = named("keys");
        var mail = named("mail");
        var director = shared(keys, mail, "limits: {}");
        var client = director.connect("keys.test")) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readToEnd()).startsWith(21, 3).endsWith(2, 50);
      assertThat(director.service("keys.test").counters().turnedAway(Refusal.CLIENT_HELLO))
          .isEqualTo(1);
    }
  }

  @Test
  void a_real_handshake_passes_through_to_the_member() throws Exception {
    var tls = TestPki.serverContext(PKI.server("keys.test"));
    var text =
        """
        services: {keys.test: {listen: '127.0.0.1:0', tls: passthrough, pool: p}}
        pools: {p: {kind: stateless, policy: ordered, members: {a: {address: %s}}, CHECK}}
        """
            .replace("CHECK", CHECK);
    try (var origin = HttpOrigin.start((asked, to) -> to.respond(200, asked.body()), tls);
        var director = RunningDirector.start(folder, text, origin.address());
        var client =
            RawClient.connectTls(director.address("keys.test"), PKI.clientContext(), "keys.test")) {
      var body = Text.random(3_000_000, 1);
      client.send(Text.post("/", body));
      assertThat(client.readResponse()).endsWith(body);
    }
  }

  @ParameterizedTest
  @CsvSource({"web.test, web.test", "a.wild.test, *.wild.test", "other.test, web.test"})
  void the_name_chooses_the_certificate(String name, String shown) throws Exception {
    TestPki.write(folder, "web", PKI.server("web.test"));
    TestPki.write(folder, "wild", PKI.server("*.wild.test"));
    try (var origin = HttpOrigin.saying("ok");
        var director =
            RunningDirector.start(folder, SECURE.replace("CLIENTS", ""), origin.address());
        var client = RawClient.connectTls(director.address("web"), PKI.clientContext(), name)) {
      assertThat(client.send(Text.get("/")).readResponse()).endsWith("ok");
      var session = ((SSLSocket) client.socket()).getSession();
      var certificate = (X509Certificate) session.getPeerCertificates()[0];
      assertThat(certificate.getSubjectAlternativeNames().toString()).contains(shown);
    }
  }

  @Test
  void a_client_without_the_certificate_that_is_required_is_told_by_an_alert() throws Exception {
    TestPki.write(folder, "web", PKI.server("web.test"));
    TestPki.write(folder, "wild", PKI.server("*.wild.test"));
    PKI.writeTrust(folder);
    var text = SECURE.replace("CLIENTS", "client-auth: {trust: trust.pem}");
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, text, origin.address())) {
      var known = PKI.clientContext(PKI.client("anna"));
      try (var client = RawClient.connectTls(director.address("web"), known, "web.test")) {
        assertThat(client.send(Text.get("/")).readResponse()).endsWith("ok");
      }
      assertThatThrownBy(
              () -> {
                try (var client =
                    RawClient.connectTls(
                        director.address("web"), PKI.clientContext(), "web.test")) {
                  client.readToEnd();
                }
              })
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("certificate");
      RunningDirector.awaitTrue(
          () -> director.service("web").counters().turnedAway(Refusal.HANDSHAKE) == 1);
      director.awaitQuiet();
    }
  }

  @Test
  void a_client_whose_handshake_fails_costs_no_member_a_connection() throws Exception {
    TestPki.write(folder, "web", PKI.server("web.test"));
    TestPki.write(folder, "wild", PKI.server("*.wild.test"));
    PKI.writeTrust(folder);
    var text =
        SECURE
            .replace("CLIENTS", "client-auth: {trust: trust.pem}")
            .replace("protocol: http", "protocol: tcp");
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, text, echo.address());
        var client =
            RawClient.connectTls(director.address("web"), PKI.clientContext(), "web.test")) {
      assertThatThrownBy(client::readToEnd).isInstanceOf(SSLException.class);
      director.awaitQuiet();
      assertThat(director.member("p", "a").traffic().totals().connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "tcp"})
  void data_passes_decrypted_and_encrypted_again(String protocol) throws Exception {
    TestPki.write(folder, "web", PKI.server("web.test"));
    PKI.writeTrust(folder);
    var tls = TestPki.serverContext(PKI.server("member.test"));
    try (var origin = HttpOrigin.start((asked, to) -> to.respond(200, asked.body()), tls);
        var director = RunningDirector.start(folder, RE_ENCRYPT, protocol, origin.address());
        var client =
            RawClient.connectTls(director.address("web"), PKI.clientContext(), "web.test")) {
      var body = Text.random(2_000_000, 2);
      for (int i = 0; i < 3; i++) {
        client.send(Text.post("/", body));
        assertThat(client.readResponse()).endsWith(body);
      }
    }
  }

  @Test
  void the_last_bytes_before_the_end_of_an_encrypted_member_reach_an_encrypted_client()
      throws Exception {
    TestPki.write(folder, "web", PKI.server("web.test"));
    PKI.writeTrust(folder);
    var tls = TestPki.serverContext(PKI.server("member.test"));
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  to.respond(200, "the end");
                  to.close();
                },
                tls);
        var director = RunningDirector.start(folder, RE_ENCRYPT, "tcp", origin.address())) {
      for (int i = 0; i < 30; i++) {
        try (var client =
            RawClient.connectTls(director.address("web"), PKI.clientContext(), "web.test")) {
          client.send(Text.get("/"));
          assertThat(client.readToEnd()).asString(ISO_8859_1).endsWith("the end");
        }
      }
      director.awaitQuiet();
    }
  }

  @Test
  void a_member_with_a_certificate_of_somebody_else_gets_no_request() throws Exception {
    TestPki.write(folder, "web", PKI.server("web.test"));
    PKI.writeTrust(folder);
    var tls = TestPki.serverContext(TestPki.fresh().server("member.test"));
    try (var origin = HttpOrigin.start((asked, to) -> to.respond(200, "ok"), tls);
        var director = RunningDirector.start(folder, RE_ENCRYPT, "http", origin.address());
        var client =
            RawClient.connectTls(director.address("web"), PKI.clientContext(), "web.test")) {
      client.send(Text.get("/"));
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502");
      assertThat(origin.requests()).isEmpty();
      assertThat(director.member("p", "a").traffic().totals().connectFailures()).isEqualTo(1);
      RunningDirector.awaitTrue(() -> director.member("p", "a").traffic().openConnections() == 0);
    }
  }

  @Test
  void a_handshake_that_does_not_end_in_time_is_closed() throws Exception {
    TestPki.write(folder, "web", PKI.server("web.test"));
    TestPki.write(folder, "wild", PKI.server("*.wild.test"));
    var text = SECURE.replace("CLIENTS", "timeouts: {handshake: 150ms}");
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, text, origin.address());
        var nothing = director.connect("web");
        var half = director.connect("web");
        var alone = director.connect("web")) {
      half.send(Arrays.copyOf(hello("web.test"), 50));
      alone.send(hello("web.test"));
      assertThat(nothing.readToEnd()).isEmpty();
      assertThat(half.awaitEnd()).isNotNull();
      assertThat(alone.awaitEnd()).isNotNull();
      director.awaitQuiet();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void a_proxy_header_goes_to_the_member_before_the_handshake(String form) throws Exception {
    TestPki.write(folder, "web", PKI.server("web.test"));
    PKI.writeTrust(folder);
    for (var protocol : List.of("http", "tcp")) {
      try (var member =
              ScriptedServer.start(
                  socket -> {
                    var first = socket.getInputStream().readNBytes(60);
                    if (first.length == 60) {
                      ScriptedServer.keep(socket, first); // no health check
                    }
                  });
          var director =
              RunningDirector.start(
                  folder,
                  RE_ENCRYPT.replace(
                      "{address: %s}", "{address: %s, proxy-protocol: " + form + "}"),
                  protocol,
                  member.address());
          var client =
              RawClient.connectTls(director.address("web"), PKI.clientContext(), "web.test")) {
        if (protocol.equals("http")) {
          client.send(Text.get("/"));
        }
        var first = new String(member.kept(), ISO_8859_1);
        if (form.equals("v1")) {
          assertThat(first)
              .startsWith(
                  "PROXY TCP4 127.0.0.1 127.0.0.1 "
                      + client.localAddress().getPort()
                      + " "
                      + director.address("web").getPort()
                      + "\r\n");
        } else {
          assertThat(first).startsWith("\r\n\r\n\0\r\nQUIT\n!");
          assertThat((int) first.charAt(28)).isEqualTo(22);
        }
      }
    }
  }
}
