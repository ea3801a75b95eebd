package org.sallyport.wire.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.wire.radius.Vectors.hex;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;
import org.sallyport.wire.radius.RadiusPacketResult.Malformed;

class RadiusPacketDecoderTest {
  private static final String HEADER = "00112233445566778899aabbccddeeff";

  @ParameterizedTest
  @ValueSource(
      strings = {Vectors.TELNET_REQUEST, Vectors.CHAP_REQUEST, Vectors.CHALLENGE, Vectors.STATUS})
  void every_truncation_is_malformed(String vector) {
    byte[] whole = hex(vector);
    for (int length = 0; length < whole.length; length++) {
      assertThat(RadiusPacketDecoder.decode(Arrays.copyOf(whole, length)))
          .as("%d octets", length)
          .isInstanceOf(Malformed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Vectors.TELNET_REQUEST, Vectors.CHALLENGE})
  void every_truncation_that_says_its_length_ends_at_an_attribute_or_is_malformed(String vector) {
    byte[] whole = hex(vector);
    for (int length = 20; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      cut[2] = (byte) (length >> 8);
      cut[3] = (byte) length;
      switch (RadiusPacketDecoder.decode(cut)) {
        case Decoded(var packet) ->
            assertThat(packet.attributes().stream().mapToInt(a -> 2 + a.length()).sum())
                .isEqualTo(length - 20);
        case Malformed(int offset, var reason) -> {
          assertThat(offset).isBetween(20, length);
          assertThat(reason).isNotEmpty();
        }
      }
    }
  }

  @Test
  void octets_behind_the_length_are_padding() {
    byte[] request = hex(Vectors.TELNET_REQUEST);
    var padded = Vectors.packet(Vectors.TELNET_REQUEST + "0102030405");
    assertThat(padded).isEqualTo(Vectors.packet(request));
    assertThat(padded.toBytes()).isEqualTo(request);
  }

  @Test
  void a_packet_may_have_4096_octets_and_no_more() {
    var most = new byte[4096];
    Arrays.fill(most, (byte) 2);
    most[0] = 1;
    most[2] = 0x10;
    most[3] = 0;
    assertThat(Vectors.packet(most).attributes()).hasSize(2038);
    byte[] more = Arrays.copyOf(most, 4097);
    more[3] = 1;
    assertThat(RadiusPacketDecoder.decode(more))
        .isEqualTo(new Malformed(2, "a length field of 4097, 20 to 4096 expected"));
  }

  @ParameterizedTest
  @CsvSource({
    "01000013, 2",
    "01000000, 2",
    "01000015, 2",
    "0100ffff, 2",
    "00000014, 0",
    "06000014, 0",
    "ff000014, 0"
  })
  void a_wrong_header_is_malformed(String start, int offset) {
    assertThat(RadiusPacketDecoder.decode(hex(start + HEADER)))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.offset()).isEqualTo(offset));
  }

  @ParameterizedTest
  @CsvSource({
    "01, 20",
    "0100, 21",
    "0101, 21",
    "0103, 21",
    "01ff61, 21",
    "0002, 20",
    "01036102, 23",
    "01036118103332373639343330, 24",
  })
  void a_wrong_attribute_is_malformed(String attributes, int offset) {
    int length = 20 + attributes.length() / 2;
    var packet = "0100" + "%04x".formatted(length) + HEADER + attributes;
    assertThat(RadiusPacketDecoder.decode(hex(packet)))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.offset()).isEqualTo(offset));
  }

  /** RFC 2865 erratum 1469. */
  @Test
  void the_misprint_of_the_standard_is_malformed() {
    assertThat(RadiusPacketDecoder.decode(hex(Vectors.ANSWER_AS_PRINTED)))
        .isEqualTo(new Malformed(58, "an attribute that ends behind the packet"));
  }

  @Test
  void an_empty_value_is_an_attribute() {
    var packet = Vectors.packet("01000016" + HEADER + "1802");
    assertThat(packet.attributes()).containsExactly(Attribute.of(AttributeType.STATE, new byte[0]));
  }

  @Test
  void a_packet_inside_a_larger_array_is_copied_out_of_it() {
    byte[] request = hex(Vectors.TELNET_REQUEST);
    var array = new byte[request.length + 30];
    Arrays.fill(array, (byte) 0xFF);
    System.arraycopy(request, 0, array, 7, request.length);
    var result = RadiusPacketDecoder.decode(array, 7, request.length);
    Arrays.fill(array, (byte) 0);
    assertThat(result).isEqualTo(new Decoded(Vectors.packet(request)));
    assertThat(((Decoded) result).packet().first(AttributeType.USER_NAME).orElseThrow().text())
        .isEqualTo("nemo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Vectors.TELNET_REQUEST,
        Vectors.CHALLENGE,
        Vectors.ANSWER_AS_PRINTED,
        Vectors.STATUS
      })
  void a_view_accepts_what_the_decoder_does(String vector) {
    byte[] whole = hex(vector);
    var view = new PacketView();
    for (int length = 0; length <= whole.length; length++) {
      boolean decoded = RadiusPacketDecoder.decode(whole, 0, length) instanceof Decoded;
      assertThat(view.scan(whole, 0, length)).isEqualTo(decoded);
    }
  }

  @Test
  void a_view_finds_the_first_of_each_attribute() {
    byte[] bytes = hex("ffff" + Vectors.CHALLENGED_REQUEST + "ff");
    var view = new PacketView();
    assertThat(view.scan(bytes, 2, bytes.length - 2)).isTrue();
    assertThat(view.code()).isEqualTo(Code.ACCESS_REQUEST);
    assertThat(view.identifier()).isEqualTo(2);
    assertThat(view.length()).isEqualTo(57);
    assertThat(view.authenticatorHigh()).isEqualTo(0xf3a47a1f6a6d7671L);
    assertThat(view.authenticatorLow()).isEqualTo(0x0b947ab93041a039L);
    assertThat(view.has(AttributeType.STATE)).isFalse();
    assertThat(view.has(AttributeType.USER_NAME)).isTrue();
    assertThat(view.valueOffset(AttributeType.USER_NAME)).isEqualTo(24);
    assertThat(view.valueLength(AttributeType.USER_NAME)).isEqualTo(5);
  }
}
