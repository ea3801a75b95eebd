package org.sallyport.director.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.pool.Health;
import org.sallyport.testkit.EchoServer;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.MutableClock;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.RawClient.Ending;
import org.sallyport.testkit.TestPki;

@ExtendWith(NoLeaks.class)
final class ReloadTest {
  private static final String POOL =
      """
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  private static final String RELAY =
      "services: {relay: {listen: 127.0.0.1:0, pool: p, timeouts: {idle: %ss}}}\n" + POOL;

  private static final String OTHER = "services: {other: {listen: 127.0.0.2:0, pool: p}}\n" + POOL;

  private static final String SECURE =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          tls: re-encrypt
          certificates: [{chain: web.pem, key: file:web.key}]
          member-tls: {trust: trust.pem, name: member.test}
          timeouts: {keep-alive: %ss}
          pool: p
      """
          + POOL;

  private static final String BY_HOST =
      SECURE
          .replace(", name: member.test", "")
          .replace("policy: ordered", "policy: round-robin")
          .replace("{address: %s}", "{address: %s}%s");

  @TempDir Path folder;

  @Test
  void a_certificate_that_ends_soon_is_an_event() throws Exception {
    var pki = TestPki.shared();
    var issued = pki.server("web");
    TestPki.write(folder, "web", issued);
    pki.writeTrust(folder);
    var end = issued.certificate().getNotAfter().toInstant();
    var clock = new MutableClock(end.minus(Duration.ofDays(9)));
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(clock, folder, SECURE, 60, echo.address())) {
      RunningDirector.awaitTrue(
          () ->
              director.director().events().after(0).stream()
                  .anyMatch(
                      recorded ->
                          recorded
                              .event()
                              .equals(
                                  new DirectorEvent.CertificateExpiring(
                                      folder.resolve("web.pem").toString(), end))));
    }
  }

  @Test
  void services_that_let_the_system_choose_a_port_have_one_each() throws IOException {
    var two =
        """
        services:
          one: {listen: ['127.0.0.1:0', '127.0.0.1:0'], pool: p}
          two: {listen: 127.0.0.1:0, pool: q}
        """
            + POOL
            + "  q: {kind: stateless, members: {a: {address: %s}}}\n";
    try (var a = EchoServer.greeting("a");
        var b = EchoServer.greeting("b");
        var director = RunningDirector.start(folder, two, a.address(), b.address())) {
      var ones = director.director().addresses("one");
      assertThat(ones).hasSize(2).doesNotHaveDuplicates();
      assertThat(ones).doesNotContain(director.address("two"));
      try (var client = director.connect("one");
          var other = director.connect("two")) {
        assertThat(client.read(1)).asString().isEqualTo("a");
        assertThat(other.read(1)).asString().isEqualTo("b");
      }

      assertThat(director.apply(two.replace("two:", "three:"), a.address(), b.address())).isEmpty();

      assertThat(director.director().addresses("one")).isEqualTo(ones);
      assertThat(director.director().addresses("two")).isEmpty();
      assertThat(director.director().addresses("three")).hasSize(1);
    }
  }

  @Test
  void a_connection_and_its_listener_survive_a_change_of_its_service() throws IOException {
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, RELAY, 60, echo.address());
        var client = director.connect("relay")) {
      client.send("one");
      assertThat(client.read(3)).asString().isEqualTo("one");
      var address = director.address("relay");

      assertThat(director.apply(RELAY, 61, echo.address())).isEmpty();

      client.send("two");
      assertThat(client.read(3)).asString().isEqualTo("two");
      assertThat(director.address("relay")).isEqualTo(address);
      try (var later = director.connect("relay")) {
        later.send("new");
        assertThat(later.read(3)).asString().isEqualTo("new");
      }
    }
  }

  /** Without a name in {@code member-tls} each member is verified by the host of its address. */
  @ParameterizedTest
  @ValueSource(ints = {60, 61})
  void a_kept_connection_reaches_members_that_a_reload_adds(int keepAlive) throws Exception {
    var pki = TestPki.shared();
    TestPki.write(folder, "web", pki.server("web.test"));
    pki.writeTrust(folder);
    var first = TestPki.serverContext(pki.server("127.0.0.1"));
    var second = TestPki.serverContext(pki.server("localhost"));
    try (var a = HttpOrigin.start((asked, to) -> to.respond(200, "a"), first);
        var b = HttpOrigin.start((asked, to) -> to.respond(200, "b"), second);
        var director = RunningDirector.start(folder, BY_HOST, 60, a.address(), "");
        var client =
            RawClient.connectTls(director.address("web"), pki.clientContext(), "web.test")) {
      assertThat(client.send(Text.get("/")).readResponse()).endsWith("a");

      var added = ", b: {address: 'localhost:" + b.address().getPort() + "'}";
      assertThat(director.apply(BY_HOST, keepAlive, a.address(), added)).isEmpty();
      director.awaitHealth("p", "b", Health.UP);

      for (int i = 0; i < 4; i++) {
        assertThat(client.send(Text.get("/")).readResponse()).startsWith("HTTP/1.1 200");
      }
      assertThat(b.requests()).hasSize(2);
      assertThat(director.member("p", "b").traffic().totals().connectFailures()).isZero();
    }
  }

  @Test
  void a_kept_connection_to_a_service_with_tls_goes_on_after_its_change() throws Exception {
    var pki = TestPki.shared();
    TestPki.write(folder, "web", pki.server("web.test"));
    pki.writeTrust(folder);
    var tls = TestPki.serverContext(pki.server("member.test"));
    try (var origin = HttpOrigin.start((asked, to) -> to.respond(200, asked.target()), tls);
        var director = RunningDirector.start(folder, SECURE, 60, origin.address());
        var client =
            RawClient.connectTls(director.address("web"), pki.clientContext(), "web.test");
        var idle = RawClient.connect(director.address("web"))) {
      assertThat(client.send(Text.get("/1")).readResponse()).endsWith("/1");
      // A ClientHello that has begun belongs to the service as it was.
      idle.send(new byte[] {22, 3, 1});

      for (int i = 0; i < 5; i++) {
        assertThat(director.apply(SECURE, 61 + i, origin.address())).isEmpty();
        origin.resetAll();
        assertThat(client.send(Text.get("/" + i)).readResponse()).endsWith("/" + i);
      }
    }
  }

  @Test
  void a_service_that_is_taken_away_serves_its_connections_and_no_new_ones() throws IOException {
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, RELAY, 60, echo.address());
        var client = director.connect("relay")) {
      client.send("one");
      assertThat(client.read(3)).asString().isEqualTo("one");
      var address = director.address("relay");
      assertThat(director.apply(OTHER, echo.address())).isEmpty();

      client.send("two");
      assertThat(client.read(3)).asString().isEqualTo("two");
      assertThat(refused(address)).isTrue();
    }
  }

  private static boolean refused(java.net.InetSocketAddress address) throws IOException {
    try (var client = RawClient.connect(address)) {
      return client.awaitEnd() == Ending.RESET;
    } catch (java.net.ConnectException refused) {
      return true;
    }
  }

  @Test
  void a_port_that_is_taken_refuses_the_whole_configuration() throws IOException {
    try (var echo = EchoServer.start();
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var director = RunningDirector.start(folder, RELAY, 60, echo.address());
        var client = director.connect("relay")) {
      var before = director.service("relay");
      var wanted =
          "services: {relay: {listen: 127.0.0.1:0, pool: p, timeouts: {idle: 9s}}, more: {listen:"
              + " 127.0.0.1:%s, pool: p}}\n";

      assertThat(director.apply(wanted + POOL, taken.getLocalPort(), echo.address()))
          .singleElement()
          .asString()
          .contains("127.0.0.1:" + taken.getLocalPort());

      assertThat(director.service("relay")).isSameAs(before);
      assertThat(director.director().service("more")).isEmpty();
      client.send("one");
      assertThat(client.read(3)).asString().isEqualTo("one");
    }
  }

  @Test
  void a_certificate_that_cannot_be_read_refuses_the_whole_configuration() throws Exception {
    var pki = TestPki.shared();
    TestPki.write(folder, "web", pki.server("web.test"));
    pki.writeTrust(folder);
    var tls = TestPki.serverContext(pki.server("member.test"));
    try (var origin = HttpOrigin.start((asked, to) -> to.respond(200, "ok"), tls);
        var director = RunningDirector.start(folder, SECURE, 60, origin.address())) {
      Files.writeString(folder.resolve("bad.pem"), "nothing");
      var bad = SECURE.replace("chain: web.pem", "chain: bad.pem");
      assertThat(director.apply(bad, 60, origin.address()))
          .isNotEmpty()
          .allMatch(problem -> problem.contains("bad.pem"));

      try (var client =
          RawClient.connectTls(director.address("web"), pki.clientContext(), "web.test")) {
        assertThat(client.send(Text.get("/")).readResponse()).endsWith("ok");
      }
    }
  }

  @Test
  void certificates_are_replaced_under_load_and_no_connection_is_dropped() throws Exception {
    var pki = TestPki.shared();
    TestPki.write(folder, "web", pki.server("web.test"));
    pki.writeTrust(folder);
    var tls = TestPki.serverContext(pki.server("member.test"));
    try (var origin = HttpOrigin.start((asked, to) -> to.respond(200, "ok"), tls);
        var director = RunningDirector.start(folder, SECURE, 60, origin.address());
        var kept = RawClient.connectTls(director.address("web"), pki.clientContext(), "web.test")) {
      for (int i = 0; i < 10; i++) {
        TestPki.write(folder, "web", pki.server("web.test", "also-" + i + ".test"));
        assertThat(director.apply(SECURE, 60, origin.address())).isEmpty();
        assertThat(kept.send(Text.get("/")).readResponse()).endsWith("ok");
        try (var fresh =
            RawClient.connectTls(director.address("web"), pki.clientContext(), "web.test")) {
          assertThat(fresh.send(Text.get("/")).readResponse()).endsWith("ok");
          assertThat(shown(fresh)).contains("also-" + i + ".test");
        }
      }
    }
  }

  private static String shown(RawClient client) throws Exception {
    var session = ((javax.net.ssl.SSLSocket) client.socket()).getSession();
    var certificate = (java.security.cert.X509Certificate) session.getPeerCertificates()[0];
    return String.valueOf(certificate.getSubjectAlternativeNames());
  }

  @Test
  void a_stop_waits_for_requests_in_hand_and_ends_resting_connections() throws Exception {
    var web = "services: {web: {listen: 127.0.0.1:0, protocol: http, pool: p}}\n" + POOL;
    var asked = new java.util.concurrent.CountDownLatch(1);
    var go = new java.util.concurrent.CountDownLatch(1);
    try (var origin =
            HttpOrigin.start(
                (request, to) -> {
                  if (request.target().equals("/slow")) {
                    asked.countDown();
                    await(go);
                  }
                  to.respond(200, request.target());
                });
        var director = RunningDirector.start(folder, web, origin.address());
        var busy = director.connect("web");
        var resting = director.connect("web")) {
      assertThat(resting.send(Text.get("/")).readResponse()).endsWith("/");
      busy.send(Text.get("/slow"));
      asked.await();
      // Also after a reload that replaced the service.
      assertThat(
              director.apply(
                  web.replace("pool: p}", "pool: p, limits: {headers: 50}}"), origin.address()))
          .isEmpty();
      var address = director.address("web");
      var stop =
          java.util.concurrent.CompletableFuture.supplyAsync(
              () -> director.director().stop(Duration.ofSeconds(10)));
      assertThat(resting.awaitEnd()).isEqualTo(Ending.CLOSED);
      assertThat(refused(address)).isTrue();
      assertThat(stop).isNotDone();
      go.countDown();
      assertThat(busy.readResponse()).endsWith("/slow");
      assertThat(busy.awaitEnd()).isEqualTo(Ending.CLOSED);
      assertThat(stop.get()).isZero();
    }
  }

  private static void await(java.util.concurrent.CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_stop_cuts_what_does_not_end_in_its_time() throws IOException {
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, RELAY, 60, echo.address());
        var client = director.connect("relay")) {
      client.send("one");
      assertThat(client.read(3)).asString(ISO_8859_1).isEqualTo("one");
      assertThat(director.director().stop(Duration.ofMillis(50))).isEqualTo(1);
      assertThat(client.awaitEnd()).isEqualTo(Ending.RESET);
    }
  }
}
