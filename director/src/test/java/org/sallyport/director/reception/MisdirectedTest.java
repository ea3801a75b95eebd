package org.sallyport.director.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.service.Refusal;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.TestPki;

/** A server name lets a client into one service; the Host must not lead it to another's content. */
@ExtendWith(NoLeaks.class)
final class MisdirectedTest {
  private static final String SHARED =
      """
      services:
        portal.test: {listen: '127.0.0.1:%1$s', SECURE, names: [portal.test, '*.shop.test']}
        admin.test:
          {listen: '127.0.0.1:%1$s', SECURE, names: [admin.test, vip.shop.test],
           filter: [{rule: inside, action: deny, from: [127.0.0.0/8]}]}
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %2$s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """
          .replace(
              "SECURE",
              "protocol: http, tls: terminate, pool: p,"
                  + " certificates: [{chain: web.pem, key: file:web.key}]");

  private final TestPki pki = TestPki.shared();
  @TempDir private Path folder;

  @BeforeEach
  void certificate() throws IOException {
    TestPki.write(folder, "web", pki.server("portal.test", "*.shop.test", "admin.test"));
  }

  private RawClient connect(RunningDirector director) throws IOException {
    return RawClient.connectTls(director.address("portal.test"), pki.clientContext(), "portal.test")
        .patience(Duration.ofSeconds(20));
  }

  private static String get(String host) {
    return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admin.test", "ADMIN.test", "admin.test:443", "admin.test.:8443", "vip.shop.test"})
  void a_request_for_another_service_of_the_listener_is_answered_421(String host)
      throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, SHARED, FreePorts.take(), origin.address());
        var client = connect(director)) {
      assertThat(client.send(get("portal.test")).readResponse()).endsWith("ok");
      assertThat(client.send(get(host)).readResponse()).startsWith("HTTP/1.1 421 ");
      assertThat(origin.requests()).hasSize(1);
      assertThat(director.service("portal.test").counters().turnedAway(Refusal.MISDIRECTED))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET https://admin.test/ HTTP/1.0\r\n\r\n",
        "GET http://ADMIN.test:443?x HTTP/1.0\r\n\r\n",
        "GET https://admin.test/ HTTP/1.1\r\nHost: admin.test\r\n\r\n",
        "GET https://admin.test/ HTTP/1.0\r\nHost: admin.test\r\n\r\n"
      })
  void a_target_in_absolute_form_is_held_to_the_service_too(String request) throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, SHARED, FreePorts.take(), origin.address());
        var client = connect(director)) {
      assertThat(client.send(request).readResponse()).startsWith("HTTP/1.1 421 ");
      assertThat(origin.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET https://portal.test/ HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "OPTIONS * HTTP/1.0\r\n\r\n"
      })
  void a_request_of_http_1_0_without_host_is_served(String request) throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, SHARED, FreePorts.take(), origin.address());
        var client = connect(director)) {
      assertThat(client.send(request).readResponse()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void names_of_the_service_and_names_of_nobody_are_its_own() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, SHARED, FreePorts.take(), origin.address());
        var client = connect(director)) {
      for (var host : new String[] {"portal.test", "a.shop.test:8443", "10.1.2.3", "[::1]:443"}) {
        assertThat(client.send(get(host)).readResponse()).as(host).endsWith("ok");
      }
    }
  }
}
