package org.sallyport.gateway.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.PacketAuthenticator;
import org.sallyport.wire.radius.RadiusPacketEncoder;

/** Status-Server, accounting, reload and stop. */
final class ServingTest {
  private static final String CODE = "mode: code\n" + LoginTest.CLIENTS;

  private final FakeDirectory directory = new FakeDirectory();
  private final FakeAuthority authority = new FakeAuthority();
  @TempDir private Path folder;

  private TestGateway gateway(String server) {
    return TestGateway.start(folder, directory, authority, server);
  }

  @Test
  void status_server_is_answered_while_logins_can_be_decided() {
    try (var gateway = gateway(CODE);
        var client = gateway.client()) {
      assertThat(client.ask(client.status()).code()).isEqualTo(Code.ACCESS_ACCEPT);

      directory.down = true;
      client.send(client.status());
      assertThat(client.silence()).isTrue();

      directory.down = false;
      authority.down = true;
      client.send(client.status());
      assertThat(client.silence()).isTrue();
      assertThat(gateway.metrics.text())
          .contains("sallyport_gateway_status_requests_total{answered=\"false\",server=\"vpn\"} 2");
    }
  }

  @Test
  void password_mode_needs_no_authority() {
    try (var gateway = gateway("mode: password\n" + LoginTest.CLIENTS);
        var client = gateway.client()) {
      authority.down = true;

      assertThat(client.ask(client.status()).code()).isEqualTo(Code.ACCESS_ACCEPT);
    }
  }

  @Test
  void a_status_server_without_proof_is_dropped_of_whomever() {
    try (var gateway =
            gateway(
                """
                mode: code
                clients:
                  old:
                    address: 127.0.0.1
                    secret: file:secret
                    require-message-authenticator: no
                """);
        var client = gateway.client()) {
      client.send(
          RadiusPacketEncoder.unsigned(
              Code.STATUS_SERVER, 1, TestClient.authenticator(), List.of()));

      assertThat(client.silence()).isTrue();
      assertThat(gateway.refused(Refusal.NO_MESSAGE_AUTHENTICATOR)).isEqualTo(1);
    }
  }

  @Test
  void accounting_is_answered() {
    try (var gateway = gateway(CODE);
        var client = gateway.accountant()) {
      var request =
          RadiusPacketEncoder.accountingRequest(
              5,
              List.of(
                  Attribute.integer(AttributeType.ACCT_STATUS_TYPE, 1),
                  Attribute.text(AttributeType.USER_NAME, "ann"),
                  Attribute.text(AttributeType.ACCT_SESSION_ID, "s-1")),
              client.secret);
      var reply = client.ask(request);

      assertThat(reply.code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
      assertThat(PacketAuthenticator.verifyReply(reply, request.authenticator(), client.secret))
          .isTrue();
      assertThat(client.ask(client.status()).code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
    }
  }

  @Test
  void accounting_under_another_secret_is_dropped() {
    try (var gateway = gateway(CODE);
        var client = gateway.accountant()) {
      client.send(
          RadiusPacketEncoder.accountingRequest(
              5, List.of(), Secret.ofText("a guess of the secret ...")));

      assertThat(client.silence()).isTrue();
      assertThat(gateway.refused(Refusal.WRONG_AUTHENTICATOR)).isEqualTo(1);
    }
  }

  @Test
  void the_longest_prefix_decides_who_a_client_is() {
    try (var gateway =
            gateway(
                """
                mode: code
                clients:
                  all: { address: [0.0.0.0/0, '::/0'], secret: file:short }
                  net: { address: 127.0.0.0/24, secret: file:short }
                  one: { address: 127.0.0.1, secret: file:secret }
                """);
        var client = gateway.client()) {
      client.login("ann", "123456");

      assertThat(gateway.last().client()).isEqualTo("one");
      assertThat(gateway.servers.views().getFirst().clients())
          .extracting(ServerView.ClientView::shortSecret)
          .containsExactly(true, true, false);
    }
  }

  @Test
  void a_reload_keeps_the_port_and_what_is_in_hand() {
    authority.slow = new CountDownLatch(1);
    try (var gateway = gateway(CODE);
        var client = gateway.client()) {
      var before = gateway.servers.authentication("vpn");
      client.send(client.request("ann", "123456"));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> gateway.servers.views().getFirst().inHand() == 1);

      assertThat(gateway.apply("mode: password\n" + LoginTest.CLIENTS)).isEmpty();
      assertThat(gateway.servers.authentication("vpn")).isEqualTo(before);
      assertThat(client.login("ann", "sesame").code()).isEqualTo(Code.ACCESS_ACCEPT);
      authority.slow.countDown();

      assertThat(client.receive(TestClient.PATIENCE))
          .hasValueSatisfying(reply -> assertThat(reply.code()).isEqualTo(Code.ACCESS_ACCEPT));
    }
  }

  @Test
  void settings_that_cannot_be_served_change_nothing() {
    try (var gateway = gateway(CODE);
        var client = gateway.client()) {
      var problems =
          gateway.apply(
              """
              mode: password
              stores: [corp]
              clients: { vpn1: { address: 127.0.0.1, secret: file:nowhere } }
              reply:
                - { attribute: Filter-Idd, value: a }
                - { attribute: State, value: a }
                - { attribute: Session-Timeout, value: soon }
              """);

      assertThat(problems).hasSize(4).allMatch(line -> line.startsWith("gateway.servers.vpn."));
      assertThat(client.login("ann", "123456").code()).isEqualTo(Code.ACCESS_ACCEPT);
    }
  }

  @Test
  void a_stop_lets_what_is_in_hand_end_and_takes_nothing_new() throws InterruptedException {
    authority.slow = new CountDownLatch(1);
    try (var gateway = gateway(CODE);
        var client = gateway.client()) {
      client.send(client.request("ann", "123456"));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> gateway.servers.views().getFirst().inHand() == 1);
      var stopping = Thread.ofVirtual().start(() -> gateway.servers.drain(TestClient.PATIENCE));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                client.send(client.status());
                return gateway.refused(Refusal.DRAINING) > 0;
              });
      authority.slow.countDown();

      assertThat(client.receive(TestClient.PATIENCE)).isPresent();
      assertThat(stopping.join(TestClient.PATIENCE)).isTrue();
    }
  }
}
