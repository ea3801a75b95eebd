package org.sallyport.wire.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.wire.radius.Vectors.hex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.wire.radius.Definition.Encoding;
import org.sallyport.wire.radius.Definition.Encoding.Encoded;
import org.sallyport.wire.radius.Definition.Encoding.Unfit;
import org.sallyport.wire.radius.DictionaryResult.Loaded;
import org.sallyport.wire.radius.DictionaryResult.Problem;
import org.sallyport.wire.radius.DictionaryResult.Unreadable;

class DictionaryTest {
  private static final Dictionary STANDARD = Dictionary.standard();

  private static Encoding encode(String name, String value) {
    return STANDARD.find(name).orElseThrow().encode(value);
  }

  @ParameterizedTest
  @CsvSource({
    "Filter-Id, vpn-users, 0b0b76706e2d7573657273",
    "filter-id, x, 0b0378",
    "Session-Timeout, 28800, 1b0600007080",
    "Session-Timeout, 4294967295, 1b06ffffffff",
    "Service-Type, Administrative-User, 060600000006",
    "Service-Type, login-user, 060600000001",
    "Tunnel-Type, VLAN, 40060000000d",
    "Framed-IP-Address, 192.0.2.7, 0806c0000207",
    "Framed-IPv6-Address, 2001:db8::1, a81220010db8000000000000000000000001",
    "Class, OU=staff, 190a4f553d7374616666",
    "Class, 0x00ff, 190400ff",
    "Cisco-AVPair, shell:priv-lvl=15, 1a190000000901137368656c6c3a707269762d6c766c3d3135",
    "Fortinet-Group-Name, vpn, 1a0b00003044010576706e",
    "PaloAlto-User-Group, vpn, 1a0b00006375050576706e",
    "MS-Primary-DNS-Server, 192.0.2.53, 1a0c000001371c06c0000235"
  })
  void a_name_and_a_text_become_an_attribute(String name, String value, String octets) {
    byte[] expected = hex(octets);
    assertThat(encode(name, value))
        .isInstanceOfSatisfying(
            Encoded.class,
            encoded -> {
              var written = new byte[expected.length];
              encoded.attribute().writeTo(written, 0);
              assertThat(written).isEqualTo(expected);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "Filter-Id, ''",
    "Session-Timeout, soon",
    "Session-Timeout, -1",
    "Session-Timeout, +1",
    "Session-Timeout, 4294967296",
    "Session-Timeout, 99999999999999999999",
    "Service-Type, Emperor",
    "Framed-IP-Address, host.example.com",
    "Framed-IP-Address, ::1",
    "Framed-IPv6-Address, 192.0.2.1",
    "Class, 0x0",
    "Class, 0xzz",
    "Tunnel-Password, secret",
    "MS-MPPE-Send-Key, 0x00"
  })
  void a_text_that_does_not_fit_is_refused(String name, String value) {
    assertThat(encode(name, value)).isInstanceOf(Unfit.class);
  }

  @Test
  void a_value_is_bounded_by_what_its_attribute_can_hold() {
    assertThat(encode("Filter-Id", "x".repeat(253))).isInstanceOf(Encoded.class);
    assertThat(encode("Filter-Id", "x".repeat(254))).isInstanceOf(Unfit.class);
    assertThat(encode("Cisco-AVPair", "x".repeat(247))).isInstanceOf(Encoded.class);
    assertThat(encode("Cisco-AVPair", "x".repeat(248)))
        .isEqualTo(new Unfit("needs 1 to 247 octets"));
  }

  @Test
  void an_attribute_has_a_name_for_logs() {
    var pair = ((Encoded) encode("Cisco-AVPair", "a=b")).attribute();
    assertThat(STANDARD.nameOf(pair)).containsExactly("Cisco-AVPair");
    var unknown = new VendorAttribute(9, Attribute.of(77, new byte[1])).toAttribute();
    assertThat(STANDARD.nameOf(unknown)).containsExactly("Vendor-9-Attribute-77");
    assertThat(STANDARD.nameOf(Attribute.of(241, new byte[1]))).containsExactly("Attribute-241");
    assertThat(STANDARD.nameOf(Attribute.of(26, new byte[3]))).containsExactly("Vendor-Specific");
    assertThat(STANDARD.names()).contains("User-Name", "Fortinet-Group-Name").isSorted();
    assertThat(STANDARD.vendor("fortinet")).hasValue(12_356L);
  }

  @Test
  void a_file_adds_to_the_dictionary() {
    var file =
        """
        # An example of one's own
        VENDOR\tExample\t32473
        BEGIN-VENDOR\tExample
        ATTRIBUTE\tExample-Role\t1\tstring
        ATTRIBUTE\tExample-Level\t0x02\tinteger   # a comment
        VALUE\tExample-Level\tHigh\t9
        END-VENDOR\tExample
        ATTRIBUTE\tOld-Style\t3\tipaddr\tExample
        ATTRIBUTE\tTunnel-Preference\t83\tinteger\thas_tag
        ATTRIBUTE\tHidden\t240\tstring\thas_tag,encrypt=2
        """;
    var loaded = ((Loaded) STANDARD.with(file)).dictionary();
    assertThat(loaded.find("example-level").orElseThrow().encode("high"))
        .isEqualTo(new Encoded(Attribute.of(26, hex("00007ed9020600000009"))));
    assertThat(loaded.find("Old-Style").orElseThrow().vendor()).isEqualTo(32_473);
    assertThat(loaded.find("Hidden").orElseThrow().encrypted()).isTrue();
    assertThat(loaded.find("User-Name")).isPresent();
    assertThat(STANDARD.find("Example-Role")).isEmpty();
  }

  @Test
  void every_problem_of_a_file_is_told_with_its_line() {
    var file =
        """
        VENDOR Example
        BEGIN-VENDOR Nobody
        ATTRIBUTE Short 1
        ATTRIBUTE Large 256 string
        ATTRIBUTE Odd 1 tlv
        ATTRIBUTE Flagged 1 string sideways
        VALUE Nothing Something 1
        $INCLUDE other
        VENDOR Wide 1 format=4,0
        BEGIN-VENDOR Cisco
        """;
    assertThat(STANDARD.with(file))
        .isInstanceOfSatisfying(
            Unreadable.class,
            unreadable ->
                assertThat(unreadable.problems())
                    .extracting(Problem::line)
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "000000",
    "01000009010376",
    "00000009",
    "0000000901",
    "000000090100",
    "000000090101",
    "00000009010476",
    "00000009000376",
    "00000009010376ff"
  })
  void what_has_not_the_recommended_form_holds_no_vendor_attributes(String value) {
    assertThat(VendorAttribute.of(Attribute.of(AttributeType.VENDOR_SPECIFIC, hex(value))))
        .isEmpty();
  }

  @Test
  void one_vendor_specific_may_hold_several() {
    var specific = Attribute.of(AttributeType.VENDOR_SPECIFIC, hex("000000090103612a0362"));
    assertThat(VendorAttribute.of(specific))
        .extracting(one -> one.attribute().text())
        .containsExactly("a", "b");
    var request =
        RadiusPacketEncoder.unsigned(Code.ACCESS_REQUEST, 1, new byte[16], List.of(specific));
    assertThat(request.ofVendor(9))
        .containsExactly(
            Attribute.of(1, "a".getBytes(StandardCharsets.UTF_8)),
            Attribute.of(42, "b".getBytes(StandardCharsets.UTF_8)));
    assertThat(request.ofVendor(10)).isEmpty();
  }
}
