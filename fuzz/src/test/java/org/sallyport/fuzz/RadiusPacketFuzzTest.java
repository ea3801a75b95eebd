package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Dictionary;
import org.sallyport.wire.radius.MessageAuthenticator;
import org.sallyport.wire.radius.MessageAuthenticator.Verification;
import org.sallyport.wire.radius.PacketAuthenticator;
import org.sallyport.wire.radius.PacketView;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;
import org.sallyport.wire.radius.RadiusPacketResult.Malformed;
import org.sallyport.wire.radius.UserPassword;
import org.sallyport.wire.radius.VendorAttribute;

class RadiusPacketFuzzTest {
  private static final Secret SECRET = Secret.ofText("xyzzy5461");

  @FuzzTest(maxDuration = "60s")
  void a_datagram_is_a_packet_of_its_own_octets_or_malformed(byte[] input) {
    var result = RadiusPacketDecoder.decode(input);
    byte[] larger = Pieces.between(input, 9, new byte[] {1, 2, 3});
    assertThat(RadiusPacketDecoder.decode(larger, 9, input.length)).isEqualTo(result);
    assertThat(new PacketView().scan(larger, 9, input.length)).isEqualTo(result instanceof Decoded);
    switch (result) {
      case Malformed(int offset, var reason) -> {
        assertThat(offset).isBetween(0, input.length);
        assertThat(reason).isNotEmpty();
      }
      case Decoded(var packet) -> isSane(packet, input);
    }
  }

  private static void isSane(RadiusPacket packet, byte[] input) {
    assertThat(packet.toBytes()).isEqualTo(Arrays.copyOf(input, packet.length()));
    assertThat(
            RadiusPacketEncoder.unsigned(
                packet.code(), packet.identifier(), packet.authenticator(), packet.attributes()))
        .isEqualTo(packet);
    for (int length = 0; length < packet.length(); length += 7) {
      assertThat(RadiusPacketDecoder.decode(input, 0, length)).isInstanceOf(Malformed.class);
    }
    var verification = MessageAuthenticator.verifyRequest(packet, SECRET);
    assertThat(verification == Verification.ABSENT)
        .isEqualTo(!packet.has(AttributeType.MESSAGE_AUTHENTICATOR));
    MessageAuthenticator.verifyReply(packet, new byte[16], SECRET);
    PacketAuthenticator.verifyReply(packet, new byte[16], SECRET);
    PacketAuthenticator.verifyRequest(packet, SECRET);
    packet.attributes().forEach(attribute -> isSane(attribute, packet));
  }

  private static void isSane(Attribute attribute, RadiusPacket packet) {
    assertThat(attribute.type()).isBetween(1, 255);
    assertThat(attribute.value()).hasSize(attribute.length());
    assertThat(attribute.integer().isPresent()).isEqualTo(attribute.length() == 4);
    attribute.address();
    attribute.text();
    UserPassword.reveal(attribute, packet.authenticator(), SECRET);
    for (var one : VendorAttribute.of(attribute)) {
      var alone = one.toAttribute();
      assertThat(VendorAttribute.of(alone)).containsExactly(one);
    }
    assertThat(Dictionary.standard().nameOf(attribute)).isNotEmpty().doesNotContain("");
  }
}
