package org.sallyport.wire.proxyprotocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.wire.proxyprotocol.ProxyHeader.Command;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Decoded;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Malformed;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.NeedMore;

class ProxyHeaderTest {
  private static final String SIGNATURE = "0D0A0D0A000D0A515549540A";
  private static final String V4 = "C0A80001" + "C0A8000B" + "DC04" + "01BB";

  private static byte[] line(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] hex(String... parts) {
    return HexFormat.of().parseHex(String.join("", parts));
  }

  private static InetSocketAddress endpoint(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  /** The answer for the whole; every prefix needs more or has the same answer already. */
  private static ProxyHeaderResult decode(byte[] bytes) {
    var whole = ProxyHeaderDecoder.decode(bytes, 0, bytes.length);
    boolean decided = false;
    for (int n = 0; n < bytes.length; n++) {
      var result = ProxyHeaderDecoder.decode(Arrays.copyOf(bytes, n), 0, n);
      if (decided || !(result instanceof NeedMore)) {
        assertThat(result).as("prefix of %d bytes", n).isEqualTo(whole);
        decided = true;
      }
    }
    return whole;
  }

  private static Decoded decoded(InetSocketAddress from, InetSocketAddress to, int consumed) {
    return new Decoded(ProxyHeader.of(from, to), consumed);
  }

  /** The examples of section 2.1 of the specification. */
  @Test
  void the_lines_of_the_specification_are_read() {
    var largest = "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n";
    var all = endpoint("255.255.255.255", 65_535);
    assertThat(decode(line(largest))).isEqualTo(decoded(all, all, 56));

    var v6 = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    var six = endpoint(v6, 65_535);
    var line6 = "PROXY TCP6 " + v6 + " " + v6 + " 65535 65535\r\n";
    assertThat(decode(line(line6))).isEqualTo(decoded(six, six, 104));

    assertThat(decode(line("PROXY UNKNOWN\r\n"))).isEqualTo(new Decoded(ProxyHeader.UNKNOWN, 15));
    var worst = "PROXY UNKNOWN " + v6 + " " + v6 + " 65535 65535\r\n";
    assertThat(worst).hasSize(107);
    assertThat(decode(line(worst))).isEqualTo(new Decoded(ProxyHeader.UNKNOWN, 107));

    var http = "PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n";
    assertThat(decode(line(http + "GET / HTTP/1.1\r\nHost: 192.168.0.11\r\n\r\n")))
        .isEqualTo(decoded(endpoint("192.168.0.1", 56_324), endpoint("192.168.0.11", 443), 47));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "PROXY\r\n",
        "PROXY \r\n",
        "PROXY TCP4\r\n",
        "PROXY TCP5 1.1.1.1 1.1.1.1 1 1\r\n",
        "PROXY TCP4  1.1.1.1 1.1.1.1 1 1\r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 1 1 \r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 1\r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 1 1 1\r\n",
        "PROXY TCP4 1.1.1 1.1.1.1 1 1\r\n",
        "PROXY TCP4 1.1.1.1. 1.1.1.1 1 1\r\n",
        "PROXY TCP4 1.1.1.1.1 1.1.1.1 1 1\r\n",
        "PROXY TCP4 1.1.1.256 1.1.1.1 1 1\r\n",
        "PROXY TCP4 1.1.1.01 1.1.1.1 1 1\r\n",
        "PROXY TCP4 ::1 ::1 1 1\r\n",
        "PROXY TCP4 localhost localhost 1 1\r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 65536 1\r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 01 1\r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 +1 1\r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 -1 1\r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 1 \r\n",
        "PROXY TCP6 1.1.1.1 ::1 1 1\r\n",
        "PROXY TCP6 ::1%lo ::1 1 1\r\n",
        "PROXY TCP6 [::1] ::1 1 1\r\n",
        "PROXY TCP6 ::: ::1 1 1\r\n",
        "PROXY TCP6 1:2:3 ::1 1 1\r\n",
        "PROXY TCP6 12345::1 ::1 1 1\r\n",
        "PROXY TCP4 1.1.1.1\t1.1.1.1 1 1\r\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 1 1\n",
        "PROXY TCP4 1.1.1.1 1.1.1.1 1 1\rX",
        "PROXY UNKNOWN \0\r\n",
        "PROXY UNKNOWN \u00e4\r\n"
      })
  void any_other_line_is_malformed(String text) {
    assertThat(decode(line(text))).isInstanceOf(Malformed.class);
  }

  @Test
  void a_line_is_at_most_107_bytes() {
    assertThat(decode(line("PROXY UNKNOWN " + "a".repeat(91) + "\r\n")))
        .isInstanceOf(Decoded.class);
    assertThat(decode(line("PROXY UNKNOWN " + "a".repeat(92) + "\r\n")))
        .isInstanceOf(Malformed.class);
    assertThat(decode(line("PROXY UNKNOWN " + "a".repeat(92)))).isInstanceOf(NeedMore.class);
    assertThat(decode(line("PROXY UNKNOWN " + "a".repeat(93)))).isInstanceOf(Malformed.class);
  }

  @Test
  void a_binary_header_of_each_family_is_read() {
    assertThat(decode(hex(SIGNATURE, "21", "11", "000C", V4, "FFFF")))
        .isEqualTo(decoded(endpoint("192.168.0.1", 56_324), endpoint("192.168.0.11", 443), 28));
    assertThat(decode(hex(SIGNATURE, "21", "12", "000C", V4))).isInstanceOf(Decoded.class);
    var one = "00".repeat(15) + "01";
    var two = "20010DB8" + "00".repeat(11) + "02";
    assertThat(decode(hex(SIGNATURE, "21", "21", "0024", one, two, "0001", "FFFF")))
        .isEqualTo(decoded(endpoint("::1", 1), endpoint("2001:db8::2", 65_535), 52));
    assertThat(decode(hex(SIGNATURE, "21", "31", "00D8", "00".repeat(216))))
        .isEqualTo(new Decoded(ProxyHeader.UNKNOWN, 232));
    assertThat(decode(hex(SIGNATURE, "21", "00", "0003", "FFFFFF")))
        .isEqualTo(new Decoded(ProxyHeader.UNKNOWN, 19));
    assertThat(decode(hex(SIGNATURE, "20", "11", "0003", "FFFFFF")))
        .isEqualTo(new Decoded(ProxyHeader.LOCAL, 19));
  }

  @ParameterizedTest
  @CsvSource({
    "11,11,000C",
    "22,11,000C",
    "01,11,000C",
    "21,41,000C",
    "21,F1,000C",
    "21,13,000C",
    "21,1F,000C",
    "21,11,000B",
    "21,21,0023",
    "21,31,00D7",
    "21,11,1001",
    "20,00,FFFF"
  })
  void any_other_version_family_or_length_is_malformed(String version, String family, String size) {
    var bytes = hex(SIGNATURE, version, family, size, "00".repeat(300));
    assertThat(decode(bytes)).isInstanceOf(Malformed.class);
  }

  @Test
  void another_signature_is_malformed_at_its_first_wrong_byte() {
    assertThat(decode(hex("0D0A0D0A000D0A515549540D")))
        .isEqualTo(new Malformed(11, "not a PROXY protocol header"));
    assertThat(decode(line("\r\n\r\nGET"))).isInstanceOf(Malformed.class);
  }

  @Test
  void vectors_are_passed_over_within_their_bounds() {
    assertThat(decode(hex(SIGNATURE, "21", "11", "0015", V4, "010002", "6832", "040001", "00")))
        .isInstanceOf(Decoded.class);
    for (var vectors : new String[] {"01", "0100", "010001", "010002FF", "01000068"}) {
      var size = String.format("%04X", 12 + vectors.length() / 2);
      assertThat(decode(hex(SIGNATURE, "21", "11", size, V4, vectors)))
          .isInstanceOf(Malformed.class);
    }
  }

  @Test
  void a_checksum_is_verified() {
    byte[] bytes = hex(SIGNATURE, "21", "11", "0017", V4, "030004", "00000000", "04000155");
    var crc = new CRC32C();
    crc.update(bytes);
    for (int i = 0; i < 4; i++) {
      bytes[31 + i] = (byte) (crc.getValue() >> (24 - 8 * i));
    }
    assertThat(decode(bytes)).isInstanceOf(Decoded.class);
    bytes[38] ^= 1;
    assertThat(decode(bytes)).isEqualTo(new Malformed(31, "wrong checksum"));
  }

  @Test
  void a_checksum_is_one_of_four_bytes() {
    assertThat(decode(hex(SIGNATURE, "21", "11", "0012", V4, "030003", "000000")))
        .isInstanceOf(Malformed.class);
    var crc = "03000400000000";
    assertThat(decode(hex(SIGNATURE, "21", "11", "001A", V4, crc, crc)))
        .isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,10.0.0.2,28",
    "2001:db8::1,::,52",
    "10.0.0.1,2001:db8::1,52",
    "2001:db8::1,10.0.0.1,52"
  })
  void what_is_written_is_read_again(String from, String to, int size) {
    var source = endpoint(from, 65_535);
    var destination = endpoint(to, 0);
    byte[] v2 = ProxyHeaderEncoder.v2(source, destination);
    assertThat(decode(v2)).isEqualTo(decoded(source, destination, size));
    byte[] v1 = ProxyHeaderEncoder.v1(source, destination);
    assertThat(decode(v1)).isEqualTo(decoded(source, destination, v1.length));
  }

  @Test
  void what_is_written_is_what_the_specification_shows() {
    var source = endpoint("192.168.0.1", 56_324);
    var destination = endpoint("192.168.0.11", 443);
    assertThat(ProxyHeaderEncoder.v1(source, destination))
        .isEqualTo(line("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n"));
    assertThat(ProxyHeaderEncoder.v2(source, destination))
        .isEqualTo(hex(SIGNATURE, "21", "11", "000C", V4));
    assertThat(ProxyHeaderEncoder.v2Local()).isEqualTo(hex(SIGNATURE, "20", "00", "0000"));
    assertThat(decode(ProxyHeaderEncoder.v1Unknown()))
        .isEqualTo(new Decoded(ProxyHeader.UNKNOWN, 15));
    assertThat(decode(ProxyHeaderEncoder.v2Unknown()))
        .isEqualTo(new Decoded(ProxyHeader.UNKNOWN, 16));
    assertThat(ProxyHeader.LOCAL.command()).isEqualTo(Command.LOCAL);
  }

  @Test
  void a_name_that_was_not_resolved_cannot_be_written() {
    var unresolved = InetSocketAddress.createUnresolved("a.example", 1);
    assertThatThrownBy(() -> ProxyHeaderEncoder.v1(unresolved, unresolved))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_header_is_read_where_it_lies_in_a_larger_array() {
    var all = new ByteArrayOutputStream();
    all.writeBytes(line("xx"));
    all.writeBytes(ProxyHeaderEncoder.v1Unknown());
    var bytes = all.toByteArray();
    assertThat(ProxyHeaderDecoder.decode(bytes, 2, bytes.length - 2))
        .isEqualTo(new Decoded(ProxyHeader.UNKNOWN, 15));
    assertThatThrownBy(() -> ProxyHeaderDecoder.decode(bytes, 2, bytes.length))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
