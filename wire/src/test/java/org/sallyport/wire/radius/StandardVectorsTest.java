package org.sallyport.wire.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.wire.radius.Vectors.SECRET;
import static org.sallyport.wire.radius.Vectors.packet;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.MessageAuthenticator.Verification;
import org.sallyport.wire.radius.UserPassword.Result.Revealed;

class StandardVectorsTest {
  @Test
  void the_request_of_a_telnet_user_is_read() {
    var request = packet(Vectors.TELNET_REQUEST);
    assertThat(request.code()).isEqualTo(Code.ACCESS_REQUEST);
    assertThat(request.identifier()).isZero();
    assertThat(request.attributes()).hasSize(4);
    assertThat(request.first(AttributeType.USER_NAME).orElseThrow().text()).isEqualTo("nemo");
    assertThat(request.first(AttributeType.NAS_IP_ADDRESS).orElseThrow().address().orElseThrow())
        .hasToString("/192.168.1.16");
    assertThat(request.first(AttributeType.NAS_PORT).orElseThrow().integer()).hasValue(3);
    assertThat(request.toString()).doesNotContain("nemo");
  }

  @Test
  void the_password_of_a_telnet_user_is_revealed_and_hidden() {
    var request = packet(Vectors.TELNET_REQUEST);
    var hidden = request.first(AttributeType.USER_PASSWORD).orElseThrow();
    var password = Secret.ofText("arctangent");
    assertThat(UserPassword.reveal(hidden, request.authenticator(), SECRET))
        .isEqualTo(new Revealed(password));
    assertThat(UserPassword.hide(password, request.authenticator(), SECRET)).isEqualTo(hidden);
  }

  @ParameterizedTest
  @CsvSource({
    Vectors.TELNET_REQUEST + "," + Vectors.TELNET_ACCEPT,
    Vectors.CHALLENGED_REQUEST + "," + Vectors.CHALLENGE,
    Vectors.ANSWER + "," + Vectors.REJECT,
    Vectors.STATUS + "," + Vectors.STATUS_ACCEPT
  })
  void the_authenticators_of_replies_are_verified(String asked, String answered) {
    var request = packet(asked);
    var reply = packet(answered);
    assertThat(PacketAuthenticator.verifyReply(reply, request.authenticator(), SECRET)).isTrue();
    assertThat(PacketAuthenticator.verifyReply(reply, reply.authenticator(), SECRET)).isFalse();
    assertThat(
            PacketAuthenticator.verifyReply(
                reply, request.authenticator(), Secret.ofText("xyzzy5462")))
        .isFalse();
  }

  @Test
  void chap_is_recognised() {
    var request = packet(Vectors.CHAP_REQUEST);
    assertThat(request.has(AttributeType.CHAP_PASSWORD)).isTrue();
    assertThat(request.has(AttributeType.USER_PASSWORD)).isFalse();
    var reply = packet(Vectors.CHAP_ACCEPT);
    assertThat(PacketAuthenticator.verifyReply(reply, request.authenticator(), SECRET)).isTrue();
  }

  @Test
  void the_state_of_a_challenge_comes_back() {
    var challenge = packet(Vectors.CHALLENGE);
    var answer = packet(Vectors.ANSWER);
    assertThat(challenge.code()).isEqualTo(Code.ACCESS_CHALLENGE);
    assertThat(answer.first(AttributeType.STATE)).isEqualTo(challenge.first(AttributeType.STATE));
    assertThat(challenge.first(AttributeType.REPLY_MESSAGE).orElseThrow().text())
        .isEqualTo("Challenge 32769430.  Enter response at prompt.");
  }

  @ParameterizedTest
  @CsvSource({Vectors.STATUS, Vectors.STATUS_ACCOUNTING})
  void status_server_has_a_valid_message_authenticator(String vector) {
    var request = packet(vector);
    assertThat(request.code()).isEqualTo(Code.STATUS_SERVER);
    assertThat(MessageAuthenticator.verifyRequest(request, SECRET)).isEqualTo(Verification.VALID);
    assertThat(MessageAuthenticator.verifyRequest(request, Secret.ofText("another")))
        .isEqualTo(Verification.WRONG);
    assertThat(
            RadiusPacketEncoder.request(
                Code.STATUS_SERVER,
                request.identifier(),
                request.authenticator(),
                List.of(),
                SECRET))
        .isEqualTo(request);
  }
}
