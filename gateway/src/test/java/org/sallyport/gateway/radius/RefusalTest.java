package org.sallyport.gateway.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacketEncoder;

/** What is dropped without an answer, and counted. */
final class RefusalTest {
  private static final Attribute PROXY_STATE =
      Attribute.text(AttributeType.PROXY_STATE, "where a collision hides");

  private final FakeDirectory directory = new FakeDirectory();
  private final FakeAuthority authority = new FakeAuthority();
  @TempDir private Path folder;

  private TestGateway gateway(String clients) {
    return TestGateway.start(
        folder, directory, authority, "mode: code\nstores: [corp]\n" + clients);
  }

  private TestGateway gateway() {
    return gateway("clients: { vpn1: { address: 127.0.0.1, secret: file:secret } }\n");
  }

  private TestGateway exempting() {
    return gateway(
        """
        clients:
          old: { address: 127.0.0.1, secret: file:secret, require-message-authenticator: no }
        """);
  }

  private static void refused(TestGateway gateway, Refusal cause) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(gateway.refused(cause)).isEqualTo(1));
  }

  private void neverDecided() {
    assertThat(authority.checks).hasValue(0);
  }

  @Test
  void a_stranger() {
    try (var gateway = gateway("clients: { vpn1: { address: 10.0.0.0/8, secret: file:secret } }");
        var client = gateway.client()) {
      client.send(client.request("ann", "123456"));

      refused(gateway, Refusal.UNKNOWN_CLIENT);
      assertThat(client.silence()).isTrue();
    }
  }

  @Test
  void what_is_no_packet() {
    try (var gateway = gateway();
        var client = gateway.client()) {
      client.send(new byte[] {1, 2, 3});

      refused(gateway, Refusal.MALFORMED);
      assertThat(client.silence()).isTrue();
    }
  }

  @Test
  void a_request_without_message_authenticator() {
    try (var gateway = gateway();
        var client = gateway.client()) {
      client.send(client.unsigned("ann", "123456"));

      refused(gateway, Refusal.NO_MESSAGE_AUTHENTICATOR);
      assertThat(client.silence()).isTrue();
      neverDecided();
    }
  }

  @Test
  void but_not_of_a_client_that_is_exempt_by_name() {
    try (var gateway = exempting();
        var client = gateway.client()) {
      assertThat(client.ask(client.unsigned("ann", "123456")).code()).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(gateway.servers.views().getFirst().clients().getFirst().exempt()).isTrue();
    }
  }

  @Test
  void though_of_that_one_too_when_it_has_proxy_state() {
    try (var gateway = exempting();
        var client = gateway.client()) {
      client.send(client.unsigned("ann", "123456", PROXY_STATE));

      refused(gateway, Refusal.UNPROVEN_PROXY_STATE);
      assertThat(client.silence()).isTrue();
      neverDecided();
    }
  }

  @Test
  void a_wrong_message_authenticator_of_whomever() {
    try (var gateway = exempting();
        var forger =
            new TestClient(
                gateway.servers.authentication("vpn").orElseThrow(),
                Secret.ofText("a guess of the secret ..."))) {
      forger.send(forger.request("ann", "123456"));

      refused(gateway, Refusal.WRONG_MESSAGE_AUTHENTICATOR);
      assertThat(forger.silence()).isTrue();
      neverDecided();
    }
  }

  @Test
  void a_message_authenticator_of_another_length_or_two_of_them() {
    try (var gateway = exempting();
        var client = gateway.client()) {
      client.send(
          client.unsigned(
              "ann", "123456", Attribute.of(AttributeType.MESSAGE_AUTHENTICATOR, new byte[15])));
      refused(gateway, Refusal.MALFORMED);

      var once = client.request("ann", "123456").toBytes();
      var twice = Arrays.copyOf(once, once.length + 18);
      System.arraycopy(once, 20, twice, once.length, 18);
      twice[2] = (byte) (twice.length >> 8);
      twice[3] = (byte) twice.length;
      client.send(twice);

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(gateway.refused(Refusal.MALFORMED)).isEqualTo(2));
      neverDecided();
    }
  }

  @Test
  void a_changed_octet_anywhere() {
    try (var gateway = gateway();
        var client = gateway.client()) {
      var octets = client.request("ann", "123456").toBytes();
      octets[octets.length - 1] ^= 1;
      client.send(octets);

      refused(gateway, Refusal.WRONG_MESSAGE_AUTHENTICATOR);
    }
  }

  @Test
  void a_packet_that_the_port_is_not_for() {
    try (var gateway = gateway();
        var client = gateway.client()) {
      client.send(
          RadiusPacketEncoder.accountingRequest(
              1, List.of(Attribute.integer(AttributeType.ACCT_STATUS_TYPE, 1)), client.secret));

      refused(gateway, Refusal.UNEXPECTED_CODE);
    }
  }

  @Test
  void more_than_may_be_in_hand() {
    authority.slow = new CountDownLatch(1);
    try (var gateway =
            gateway(
                """
                limits: { in-flight: 2, in-flight-per-client: 1 }
                clients: { vpn1: { address: 127.0.0.0/8, secret: file:secret } }
                """);
        var client = gateway.client()) {
      client.send(client.request("ann", "123456"));
      client.send(client.request("ann", "123456"));

      refused(gateway, Refusal.CLIENT_OVERLOAD);
      authority.slow.countDown();
      assertThat(client.receive(TestClient.PATIENCE)).isPresent();
    }
  }

  @Test
  void metrics_count_them_by_cause() {
    try (var gateway = gateway();
        var client = gateway.client()) {
      client.send(client.unsigned("ann", "123456"));

      refused(gateway, Refusal.NO_MESSAGE_AUTHENTICATOR);
      assertThat(gateway.metrics.text())
          .contains(
              "sallyport_gateway_refused_datagrams_total"
                  + "{cause=\"no-message-authenticator\",server=\"vpn\"} 1.0");
    }
  }
}
