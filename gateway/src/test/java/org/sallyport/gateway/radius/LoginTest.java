package org.sallyport.gateway.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.gateway.audit.AuditEntry.Result;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.MessageAuthenticator;
import org.sallyport.wire.radius.MessageAuthenticator.Verification;
import org.sallyport.wire.radius.PacketAuthenticator;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketEncoder;

final class LoginTest {
  static final String CLIENTS =
      """
      stores: [corp]
      clients:
        vpn1: { address: 127.0.0.1, secret: file:secret }
      """;

  private final FakeDirectory directory = new FakeDirectory();
  private final FakeAuthority authority = new FakeAuthority();
  @TempDir private Path folder;

  private TestGateway gateway(String mode, String... more) {
    return TestGateway.start(
        folder, directory, authority, "mode: " + mode + "\n" + CLIENTS + String.join("\n", more));
  }

  @Test
  void a_right_code_is_accepted_and_a_used_one_is_not() {
    try (var gateway = gateway("code");
        var client = gateway.client()) {
      assertThat(client.login("ann", "123456").code()).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(gateway.last().result()).isEqualTo(Result.ACCEPT);
      assertThat(gateway.last().credential()).isEqualTo("c_1");

      assertThat(client.login("ann", "123456").code()).isEqualTo(Code.ACCESS_REJECT);
      assertThat(gateway.last().reason()).isEqualTo("replayed");
    }
  }

  @Test
  void password_and_code_come_in_one_field() {
    try (var gateway = gateway("password-code");
        var client = gateway.client()) {
      assertThat(client.login("ann", "simsim123456").code()).isEqualTo(Code.ACCESS_REJECT);
      assertThat(authority.checks).hasValue(0);
      assertThat(client.login("ann", "sesame123456").code()).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(directory.binds).hasValue(2);
      assertThat(gateway.last().store()).isEqualTo("corp");
    }
  }

  @Test
  void a_rejected_person_reads_the_same_whatever_was_wrong() {
    try (var gateway = gateway("password-code");
        var client = gateway.client()) {
      var wrongPassword = client.login("ann", "simsim123456");
      var wrongCode = client.login("ann", "sesame654321");
      var nobody = client.login("zoe", "sesame123456");

      assertThat(List.of(wrongPassword, wrongCode, nobody))
          .allSatisfy(reply -> assertThat(TestClient.message(reply)).isEqualTo("Login failed."));
    }
  }

  @Test
  void a_challenge_is_answered_once() {
    try (var gateway = gateway("password-then-code");
        var client = gateway.client()) {
      var challenge = client.login("ann", "sesame");
      assertThat(challenge.code()).isEqualTo(Code.ACCESS_CHALLENGE);
      assertThat(TestClient.message(challenge)).isEqualTo("Enter your security code.");
      var state = TestClient.state(challenge);
      assertThat(state.length()).isLessThanOrEqualTo(253);

      assertThat(client.login("ann", "123456", state).code()).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(client.login("ann", "123456", state).code()).isEqualTo(Code.ACCESS_REJECT);
      assertThat(gateway.last().reason()).isEqualTo("the challenge was answered before");
      assertThat(directory.binds).hasValue(1);
    }
  }

  @Test
  void a_state_of_somebody_else_is_refused() {
    try (var gateway = gateway("password-then-code");
        var client = gateway.client()) {
      var state = TestClient.state(client.login("ann", "sesame"));

      assertThat(client.login("bob", "123456", state).code()).isEqualTo(Code.ACCESS_REJECT);
      var made = Attribute.of(AttributeType.STATE, new byte[40]);
      assertThat(client.login("ann", "123456", made).code()).isEqualTo(Code.ACCESS_REJECT);
      assertThat(authority.checks).hasValue(0);
    }
  }

  @Test
  void a_push_shows_its_number_and_the_answer_waits_for_the_person() {
    try (var gateway = gateway("push");
        var client = gateway.client()) {
      var challenge = client.login("ann", "sesame");
      assertThat(TestClient.message(challenge)).startsWith("Approve 41 on your device");

      client.send(client.request("ann", "", TestClient.state(challenge)));
      assertThat(client.silence()).isTrue();
      authority.approved.countDown();

      assertThat(client.receive(TestClient.PATIENCE))
          .hasValueSatisfying(reply -> assertThat(reply.code()).isEqualTo(Code.ACCESS_ACCEPT));
    }
  }

  @Test
  void replies_are_proven_and_the_proof_comes_first() {
    try (var gateway = gateway("password-then-code");
        var client = gateway.client()) {
      for (var field : List.of("sesame", "simsim")) {
        var request = client.request("ann", field, proxyState("a"), proxyState("b"));
        var reply = client.ask(request);

        assertThat(MessageAuthenticator.isFirst(reply)).isTrue();
        assertThat(MessageAuthenticator.verifyReply(reply, request.authenticator(), client.secret))
            .isEqualTo(Verification.VALID);
        assertThat(PacketAuthenticator.verifyReply(reply, request.authenticator(), client.secret))
            .isTrue();
        assertThat(reply.all(AttributeType.PROXY_STATE))
            .containsExactly(proxyState("a"), proxyState("b"));
      }
    }
  }

  private static Attribute proxyState(String text) {
    return Attribute.text(AttributeType.PROXY_STATE, text);
  }

  @Test
  void an_accept_carries_what_the_directory_says() {
    try (var gateway =
            gateway(
                "password",
                """
                reply:
                  - { attribute: Class, value: staff, group: staff }
                  - { attribute: Class, value: other, group: 'cn=other,ou=groups,dc=example,dc=com' }
                  - { attribute: Filter-Id, from: Department }
                  - { attribute: Session-Timeout, value: '3600' }
                  - { attribute: Login-TCP-Port, from: level }
                messages: { accepted: Welcome. }
                """);
        var client = gateway.client()) {
      var reply = client.login("ann", "sesame");

      assertThat(texts(reply, AttributeType.CLASS)).containsExactly("staff");
      assertThat(texts(reply, AttributeType.FILTER_ID)).containsExactly("lab", "library");
      assertThat(reply.first(AttributeType.SESSION_TIMEOUT).orElseThrow().integer()).hasValue(3600);
      assertThat(reply.all(AttributeType.LOGIN_TCP_PORT)).hasSize(1);
      assertThat(TestClient.message(reply)).isEqualTo("Welcome.");
    }
  }

  private static List<String> texts(RadiusPacket reply, AttributeType type) {
    return reply.all(type).stream().map(Attribute::text).toList();
  }

  @Test
  void what_nobody_knows_is_silence_and_its_repetition_a_new_try() {
    try (var gateway = gateway("password-code");
        var client = gateway.client()) {
      directory.down = true;
      var request = client.request("ann", "sesame123456");
      client.send(request);
      assertThat(client.silence()).isTrue();
      assertThat(gateway.last().result()).isEqualTo(Result.SILENCE);

      directory.down = false;
      assertThat(client.ask(request).code()).isEqualTo(Code.ACCESS_ACCEPT);
    }
  }

  @Test
  void a_challenge_whose_answer_breaks_something_of_ours_can_be_answered_again() {
    try (var gateway = gateway("password-then-code");
        var client = gateway.client()) {
      var state = TestClient.state(client.login("ann", "sesame"));
      authority.broken = true;
      client.send(client.request("ann", "123456", state));
      assertThat(client.silence()).isTrue();

      authority.broken = false;
      assertThat(client.login("ann", "123456", state).code()).isEqualTo(Code.ACCESS_ACCEPT);
    }
  }

  @Test
  void a_challenge_that_could_not_be_decided_can_be_answered_again() {
    try (var gateway = gateway("password-then-code");
        var client = gateway.client()) {
      var state = TestClient.state(client.login("ann", "sesame"));
      authority.down = true;
      client.send(client.request("ann", "123456", state));
      assertThat(client.silence()).isTrue();

      authority.down = false;
      assertThat(client.login("ann", "123456", state).code()).isEqualTo(Code.ACCESS_ACCEPT);
    }
  }

  @Test
  void what_is_not_pap_is_rejected() {
    try (var gateway = gateway("password-code");
        var client = gateway.client()) {
      var chap =
          RadiusPacketEncoder.request(
              Code.ACCESS_REQUEST,
              7,
              TestClient.authenticator(),
              List.of(
                  Attribute.text(AttributeType.USER_NAME, "ann"),
                  Attribute.of(AttributeType.CHAP_PASSWORD, new byte[17])),
              client.secret);

      assertThat(client.ask(chap).code()).isEqualTo(Code.ACCESS_REJECT);
      assertThat(gateway.last().reason()).isEqualTo("CHAP is not spoken here");
    }
  }

  @Test
  void a_state_without_a_password_is_an_empty_answer() {
    try (var gateway = gateway("password-then-code");
        var client = gateway.client()) {
      var state = TestClient.state(client.login("ann", "sesame"));

      assertThat(client.ask(without(client, 8, state)).code()).isEqualTo(Code.ACCESS_REJECT);
      assertThat(gateway.last().reason()).isEqualTo("not a code");
      assertThat(
              client.ask(without(client, 9, Attribute.integer(AttributeType.NAS_PORT, 1))).code())
          .isEqualTo(Code.ACCESS_REJECT);
      assertThat(gateway.last().reason()).isEqualTo("no User-Password");
    }
  }

  private static RadiusPacket without(TestClient client, int identifier, Attribute more) {
    return RadiusPacketEncoder.request(
        Code.ACCESS_REQUEST,
        identifier,
        TestClient.authenticator(),
        List.of(Attribute.text(AttributeType.USER_NAME, "ann"), more),
        client.secret);
  }
}
