package org.sallyport.gateway.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.wire.radius.Code;

/** Repetitions (RFC 5080 section 2.2.2) at one gateway and at two. */
final class RepetitionTest {
  private final FakeDirectory directory = new FakeDirectory();
  private final FakeAuthority authority = new FakeAuthority();
  @TempDir private Path folder;

  private TestGateway gateway(String mode) {
    return TestGateway.start(
        folder, directory, authority, "mode: " + mode + "\n" + LoginTest.CLIENTS);
  }

  private static void repeated(TestGateway gateway, String kind, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(gateway.metrics.text())
                    .contains(
                        "sallyport_gateway_repetitions_total{kind=\""
                            + kind
                            + "\",server=\"vpn\"} "
                            + count
                            + ".0"));
  }

  @Test
  void a_request_in_hand_is_decided_once_and_answered_once() {
    directory.slow = new CountDownLatch(1);
    try (var gateway = gateway("password-code");
        var client = gateway.client()) {
      var request = client.request("ann", "sesame123456");
      client.send(request);
      client.send(request);
      client.send(request);
      repeated(gateway, "in-hand", 2);
      directory.slow.countDown();

      assertThat(client.receive(TestClient.PATIENCE))
          .hasValueSatisfying(reply -> assertThat(reply.code()).isEqualTo(Code.ACCESS_ACCEPT));
      assertThat(client.silence()).isTrue();
      assertThat(directory.binds).hasValue(1);
      assertThat(authority.checks).hasValue(1);
      assertThat(gateway.audit.recent()).hasSize(1);
    }
  }

  @Test
  void a_request_that_was_answered_gets_the_same_octets_again() {
    try (var gateway = gateway("password-code");
        var client = gateway.client()) {
      var request = client.request("ann", "sesame123456");

      var first = client.ask(request);
      var second = client.ask(request);

      assertThat(second).isEqualTo(first);
      repeated(gateway, "answered", 1);
      assertThat(directory.binds).hasValue(1);
    }
  }

  @Test
  void a_repetition_from_another_port_is_answered_there_too() {
    directory.slow = new CountDownLatch(1);
    try (var gateway = gateway("password-code");
        var client = gateway.client();
        var other = gateway.client()) {
      var request = client.request("ann", "sesame123456");
      client.send(request);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(directory.binds).hasValue(1));
      other.send(request);
      repeated(gateway, "in-hand", 1);
      directory.slow.countDown();

      assertThat(client.receive(TestClient.PATIENCE)).isPresent();
      assertThat(other.receive(TestClient.PATIENCE)).isPresent();
      assertThat(directory.binds).hasValue(1);
    }
  }

  @Test
  void a_new_request_with_an_old_identifier_is_a_new_login() {
    try (var gateway = gateway("code");
        var client = gateway.client()) {
      for (int i = 0; i < 300; i++) {
        client.login("ann", "654321");
      }
      assertThat(authority.checks).hasValue(300);
    }
  }

  @Test
  void two_gateways_that_get_the_same_request_check_its_code_once() {
    try (var gateway1 = gateway("password-code");
        var gateway2 = gateway("password-code");
        var client1 = gateway1.client();
        var client2 = gateway2.client()) {
      var request = client1.request("ann", "sesame123456");

      assertThat(client1.ask(request).code()).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(client2.ask(request).code()).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(authority.checks).hasValue(1);
      assertThat(directory.binds).as("one at each gateway").hasValue(2);
      assertThat(gateway1.last().id()).isEqualTo(gateway2.last().id());
    }
  }

  @Test
  void two_gateways_that_get_the_same_request_send_one_push() {
    try (var gateway1 = gateway("push");
        var gateway2 = gateway("push");
        var client1 = gateway1.client();
        var client2 = gateway2.client()) {
      var request = client1.request("ann", "sesame");

      var messages =
          List.of(
              TestClient.message(client1.ask(request)), TestClient.message(client2.ask(request)));

      assertThat(messages).allMatch(message -> message.startsWith("Approve 41 "));
      assertThat(authority.pushes).hasValue(1);
    }
  }

  @Test
  void a_challenge_begun_at_one_gateway_finishes_at_another() {
    try (var gateway1 = gateway("password-then-code");
        var gateway2 = gateway("password-then-code");
        var client1 = gateway1.client();
        var client2 = gateway2.client()) {
      var state = TestClient.state(client1.login("ann", "sesame"));

      assertThat(client2.login("ann", "123456", state).code()).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(gateway2.last().store()).isEqualTo("corp");
    }
  }
}
