package org.sallyport.wire.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.wire.radius.Vectors.SECRET;
import static org.sallyport.wire.radius.Vectors.hex;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.MessageAuthenticator.Verification;

class AuthenticatorsTest {
  private static final byte[] AUTHENTICATOR = hex("00112233445566778899aabbccddeeff");
  private static final Attribute NAME = Attribute.text(AttributeType.USER_NAME, "nemo");

  private static RadiusPacket request(List<Attribute> attributes) {
    return RadiusPacketEncoder.request(Code.ACCESS_REQUEST, 7, AUTHENTICATOR, attributes, SECRET);
  }

  private static RadiusPacket unsigned(List<Attribute> attributes) {
    return RadiusPacketEncoder.unsigned(Code.ACCESS_REQUEST, 7, AUTHENTICATOR, attributes);
  }

  @Test
  void a_request_has_a_valid_message_authenticator_before_everything_else() {
    var request = request(List.of(NAME));
    assertThat(MessageAuthenticator.isFirst(request)).isTrue();
    assertThat(MessageAuthenticator.verifyRequest(request, SECRET)).isEqualTo(Verification.VALID);
    assertThat(request.attributes().get(1)).isEqualTo(NAME);
  }

  @Test
  void no_octet_of_a_signed_packet_can_change() {
    byte[] bytes = request(List.of(NAME)).toBytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      if (RadiusPacketDecoder.decode(changed) instanceof RadiusPacketResult.Decoded(var packet)) {
        assertThat(MessageAuthenticator.verifyRequest(packet, SECRET))
            .as("octet %d", at)
            .isNotEqualTo(Verification.VALID);
      }
    }
  }

  @Test
  void a_packet_without_one_says_so() {
    var packet = unsigned(List.of(NAME, Attribute.of(AttributeType.PROXY_STATE, hex("01"))));
    assertThat(MessageAuthenticator.verifyRequest(packet, SECRET)).isEqualTo(Verification.ABSENT);
    assertThat(MessageAuthenticator.isFirst(packet)).isFalse();
    assertThat(packet.has(AttributeType.PROXY_STATE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 253})
  void one_of_another_length_is_malformed(int length) {
    var wrong = Attribute.of(AttributeType.MESSAGE_AUTHENTICATOR, new byte[length]);
    assertThat(MessageAuthenticator.verifyRequest(unsigned(List.of(wrong)), SECRET))
        .isEqualTo(Verification.MALFORMED);
  }

  @Test
  void two_are_malformed_even_where_one_is_right() {
    var attributes = new ArrayList<>(request(List.of(NAME)).attributes());
    attributes.add(attributes.getFirst());
    assertThat(MessageAuthenticator.verifyRequest(unsigned(attributes), SECRET))
        .isEqualTo(Verification.MALFORMED);
  }

  @Test
  void one_at_the_end_is_verified_too() {
    var zeros = Attribute.of(AttributeType.MESSAGE_AUTHENTICATOR, new byte[16]);
    byte[] bytes = unsigned(List.of(NAME, zeros)).toBytes();
    MessageAuthenticator.sign(bytes, bytes.length - 16, AUTHENTICATOR, SECRET);
    var packet = Vectors.packet(bytes);
    assertThat(MessageAuthenticator.verifyRequest(packet, SECRET)).isEqualTo(Verification.VALID);
    assertThat(MessageAuthenticator.isFirst(packet)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESS_ACCEPT", "ACCESS_REJECT", "ACCESS_CHALLENGE", "PROTOCOL_ERROR"})
  void a_reply_is_signed_twice_and_the_message_authenticator_is_first(Code code) {
    var request = request(List.of(NAME));
    var message = Attribute.text(AttributeType.REPLY_MESSAGE, "hello");
    var reply = RadiusPacketEncoder.reply(request, code, List.of(message), SECRET);
    assertThat(reply.identifier()).isEqualTo(7);
    assertThat(MessageAuthenticator.isFirst(reply)).isTrue();
    assertThat(MessageAuthenticator.verifyReply(reply, AUTHENTICATOR, SECRET))
        .isEqualTo(Verification.VALID);
    assertThat(PacketAuthenticator.verifyReply(reply, AUTHENTICATOR, SECRET)).isTrue();
    assertThat(MessageAuthenticator.verifyReply(reply, new byte[16], SECRET))
        .isEqualTo(Verification.WRONG);
    assertThat(MessageAuthenticator.verifyReply(reply, AUTHENTICATOR, Secret.ofText("other")))
        .isEqualTo(Verification.WRONG);
  }

  /** RFC 2865 section 5.33. */
  @Test
  void a_reply_gives_the_proxy_states_back_in_order() {
    var one = Attribute.of(AttributeType.PROXY_STATE, hex("01"));
    var two = Attribute.of(AttributeType.PROXY_STATE, hex("02"));
    var reply =
        RadiusPacketEncoder.reply(
            request(List.of(one, NAME, two)), Code.ACCESS_ACCEPT, List.of(), SECRET);
    assertThat(reply.all(AttributeType.PROXY_STATE)).containsExactly(one, two);
  }

  @Test
  void an_accounting_request_is_signed_in_its_header() {
    var status = Attribute.integer(AttributeType.ACCT_STATUS_TYPE, 1);
    var request = RadiusPacketEncoder.accountingRequest(9, List.of(status, NAME), SECRET);
    assertThat(PacketAuthenticator.verifyRequest(request, SECRET)).isTrue();
    assertThat(PacketAuthenticator.verifyRequest(request, Secret.ofText("other"))).isFalse();
    byte[] changed = request.toBytes();
    changed[changed.length - 1] ^= 1;
    assertThat(PacketAuthenticator.verifyRequest(Vectors.packet(changed), SECRET)).isFalse();
    var reply = RadiusPacketEncoder.reply(request, Code.ACCOUNTING_RESPONSE, List.of(), SECRET);
    assertThat(reply.length()).isEqualTo(20);
    assertThat(PacketAuthenticator.verifyReply(reply, request.authenticator(), SECRET)).isTrue();
  }

  /** RFC 2866 section 3: the digest is over the packet with zeros in place of itself. */
  @Test
  void an_accounting_request_with_a_message_authenticator_is_verified_with_zeros() {
    var zeros = Attribute.of(AttributeType.MESSAGE_AUTHENTICATOR, new byte[16]);
    byte[] bytes =
        RadiusPacketEncoder.unsigned(Code.ACCOUNTING_REQUEST, 1, new byte[16], List.of(NAME, zeros))
            .toBytes();
    MessageAuthenticator.sign(bytes, bytes.length - 16, new byte[16], SECRET);
    PacketAuthenticator.signRequest(bytes, SECRET);
    var packet = Vectors.packet(bytes);
    assertThat(PacketAuthenticator.verifyRequest(packet, SECRET)).isTrue();
    assertThat(MessageAuthenticator.verifyRequest(packet, SECRET)).isEqualTo(Verification.VALID);
  }

  @Test
  void a_random_authenticator_proves_nothing() {
    assertThat(PacketAuthenticator.verifyRequest(request(List.of(NAME)), SECRET)).isFalse();
  }

  @Test
  void mistakes_of_the_caller_are_refused() {
    var own = List.of(Attribute.of(AttributeType.MESSAGE_AUTHENTICATOR, new byte[16]));
    var tooMuch = new ArrayList<Attribute>();
    for (int i = 0; i < 17; i++) {
      tooMuch.add(Attribute.of(AttributeType.CLASS, new byte[253]));
    }
    assertThatThrownBy(() -> request(own)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> request(tooMuch)).hasMessageContaining("at most 4096");
    assertThatThrownBy(() -> RadiusPacketEncoder.accountingRequest(256, List.of(), SECRET))
        .hasMessageContaining("identifier 256");
    assertThatThrownBy(
            () ->
                RadiusPacketEncoder.request(
                    Code.ACCOUNTING_REQUEST, 1, AUTHENTICATOR, List.of(), SECRET))
        .hasMessageContaining("digest");
    assertThatThrownBy(() -> RadiusPacketEncoder.accountingRequest(1, List.of(), Secret.ofText("")))
        .hasMessageContaining("empty shared secret");
    assertThatThrownBy(() -> Attribute.of(0, new byte[0])).hasMessageContaining("type 0");
    assertThatThrownBy(() -> Attribute.of(1, new byte[254])).hasMessageContaining("253");
    assertThatThrownBy(() -> Attribute.integer(AttributeType.NAS_PORT, -1))
        .hasMessageContaining("32 bits");
  }
}
