package org.sallyport.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.wire.tls.HelloBuilder.concat;
import static org.sallyport.wire.tls.HelloBuilder.message;
import static org.sallyport.wire.tls.HelloBuilder.record;
import static org.sallyport.wire.tls.HelloBuilder.uint16;
import static org.sallyport.wire.tls.HelloBuilder.vector16;
import static org.sallyport.wire.tls.HelloBuilder.vector8;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.wire.tls.ClientHelloResult.Decoded;
import org.sallyport.wire.tls.ClientHelloResult.Malformed;
import org.sallyport.wire.tls.ClientHelloResult.NeedMore;

class ClientHelloDecoderTest {
  private static final ClientHello FULL =
      new ClientHello(Optional.of("keys.example.com"), List.of("h2", "http/1.1"), 0x0303, true);

  private static HelloBuilder full() {
    return new HelloBuilder().serverName("Keys.Example.COM").alpn("h2", "http/1.1").tls13();
  }

  private static ClientHelloResult decode(byte[] bytes) {
    return ClientHelloDecoder.decode(bytes, 0, bytes.length);
  }

  private static String refusal(byte[] bytes) {
    var result = decode(bytes);
    assertThat(result).isInstanceOf(Malformed.class);
    var malformed = (Malformed) result;
    assertThat(malformed.offset()).isBetween(0, bytes.length);
    assertEverySplit(bytes, result);
    return malformed.reason();
  }

  /** Every prefix needs more until the answer is known, and then it is the same answer. */
  private static void assertEverySplit(byte[] bytes, ClientHelloResult whole) {
    boolean decided = false;
    for (int n = 0; n <= bytes.length; n++) {
      var result = ClientHelloDecoder.decode(Arrays.copyOf(bytes, n), 0, n);
      if (decided || n == bytes.length || !(result instanceof NeedMore)) {
        assertThat(result).as("prefix of %d bytes", n).isEqualTo(whole);
        decided = true;
      }
    }
  }

  @Test
  void name_protocols_and_versions_are_read() {
    assertThat(decode(full().bytes())).isEqualTo(new Decoded(FULL));
  }

  @Test
  void a_hello_of_post_quantum_size_may_arrive_in_any_segments() {
    byte[] bytes = full().postQuantum().bytes();
    assertThat(bytes).hasSizeGreaterThan(1300);
    assertEverySplit(bytes, new Decoded(FULL));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 500})
  void a_hello_may_be_split_over_any_records(int fragment) {
    assertEverySplit(full().bytes(fragment), new Decoded(FULL));
    assertThat(decode(full().postQuantum().bytes(fragment))).isEqualTo(new Decoded(FULL));
  }

  @Test
  void what_follows_in_other_records_is_not_read() {
    assertThat(decode(concat(full().bytes(), new byte[] {99, 99}))).isEqualTo(new Decoded(FULL));
  }

  @Test
  void a_hello_is_read_where_it_lies_in_a_larger_array() {
    byte[] bytes = full().bytes(100);
    byte[] larger = concat(new byte[] {22, 3}, bytes, new byte[] {22});
    assertThat(ClientHelloDecoder.decode(larger, 2, bytes.length)).isEqualTo(new Decoded(FULL));
    assertThatThrownBy(() -> ClientHelloDecoder.decode(larger, 2, larger.length))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_client_may_send_no_extension_at_all() {
    var hello = new HelloBuilder().version(0x0301).session(0);
    assertThat(decode(hello.bytes()))
        .isEqualTo(new Decoded(new ClientHello(Optional.empty(), List.of(), 0x0301, false)));
  }

  @Test
  void a_hello_of_exactly_16_kib_is_read_and_one_byte_more_refused() {
    int rest = full().extension(21, new byte[0]).message().length;
    int padding = ClientHelloDecoder.MAX_MESSAGE - rest;
    assertThat(decode(full().extension(21, new byte[padding]).bytes()))
        .isEqualTo(new Decoded(FULL));
    assertThat(decode(full().extension(21, new byte[padding + 1]).bytes(9000)))
        .isEqualTo(new Malformed(5, "ClientHello larger than allowed"));
  }

  @Test
  void records_beyond_32_kib_are_refused() {
    byte[] bytes = full().extension(21, new byte[8000]).bytes(1);
    var result = ClientHelloDecoder.decode(bytes, 0, ClientHelloDecoder.MAX_RECORDS - 1);
    assertThat(result).isInstanceOf(NeedMore.class);
    assertThat(decode(bytes)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a_b.c-d", "10.0.0.1", "xn--bcher-kva.example"})
  void a_host_name_is_accepted(String name) {
    assertThat(decode(new HelloBuilder().serverName(name).bytes()))
        .isEqualTo(new Decoded(new ClientHello(Optional.of(name), List.of(), 0x0303, false)));
  }

  @Test
  void a_trailing_dot_is_dropped() {
    assertThat(decode(new HelloBuilder().serverName("A.b.").bytes()))
        .isEqualTo(new Decoded(new ClientHello(Optional.of("a.b"), List.of(), 0x0303, false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        ".a",
        "a..",
        "a b",
        "a\0b",
        "a/b",
        "a:443",
        "[::1]",
        "::1",
        "\u00e4.de",
        "*.a"
      })
  void anything_else_is_no_host_name(String name) {
    assertThat(refusal(new HelloBuilder().serverName(name).bytes())).contains("host name");
  }

  @Test
  void a_host_name_has_labels_of_63_and_253_in_all() {
    var label = "a".repeat(63);
    var longest = String.join(".", label, label, label, "a".repeat(61));
    assertThat(decode(new HelloBuilder().serverName(longest).bytes())).isInstanceOf(Decoded.class);
    refusal(new HelloBuilder().serverName(longest + "a").bytes());
    refusal(new HelloBuilder().serverName(label + "a").bytes());
  }

  @Test
  void no_extension_that_is_read_may_come_twice() {
    assertThat(refusal(full().serverName("other.example.com").bytes())).contains("twice");
    assertThat(refusal(full().alpn("h2").bytes())).contains("twice");
    assertThat(refusal(full().tls13().bytes())).contains("twice");
  }

  @Test
  void a_list_of_names_holds_one_host_name() {
    byte[] name = concat(new byte[] {0}, vector16(new byte[] {'a'}));
    refusal(new HelloBuilder().extension(0, vector16(concat(name, name))).bytes());
    refusal(new HelloBuilder().extension(0, concat(vector16(name), new byte[1])).bytes());
    refusal(new HelloBuilder().extension(0, vector16(new byte[0])).bytes());
    refusal(new HelloBuilder().extension(0, new byte[0]).bytes());
    byte[] other = concat(new byte[] {1}, vector16(new byte[] {'a'}));
    assertThat(refusal(new HelloBuilder().extension(0, vector16(other)).bytes())).contains("type");
  }

  @Test
  void lists_of_impossible_lengths_are_refused() {
    refusal(new HelloBuilder().alpn().bytes());
    refusal(new HelloBuilder().alpn("").bytes());
    refusal(new HelloBuilder().extension(16, new byte[] {0, 2, 5, 'h'}).bytes());
    refusal(new HelloBuilder().extension(16, new byte[] {0, 9, 1, 'h'}).bytes());
    refusal(new HelloBuilder().extension(43, new byte[] {0}).bytes());
    refusal(new HelloBuilder().extension(43, new byte[] {3, 3, 4, 3}).bytes());
    refusal(new HelloBuilder().extension(43, vector8(new byte[] {3, 4, 3})).bytes());
    refusal(new HelloBuilder().session(33).bytes());
    refusal(new HelloBuilder().suites(0).bytes());
    refusal(new HelloBuilder().suites(3).bytes());
    refusal(new HelloBuilder().compressions(0).bytes());
    refusal(new HelloBuilder().version(0x0203).bytes());
  }

  @Test
  void parts_must_fill_the_message() {
    byte[] body = full().body();
    refusal(record(message(1, Arrays.copyOf(body, body.length - 1))));
    refusal(record(message(1, Arrays.copyOf(body, body.length + 1))));
    refusal(record(message(1, new byte[0])));
    refusal(record(message(1, Arrays.copyOf(new HelloBuilder().body(), body.length))));
  }

  @Test
  void every_truncated_message_is_refused() {
    byte[] body = full().body();
    byte[] bare = new HelloBuilder().body();
    for (int n = 0; n < body.length; n++) {
      if (n != bare.length) {
        assertThat(decode(record(message(1, Arrays.copyOf(body, n)))))
            .isInstanceOf(Malformed.class);
      }
    }
  }

  @Test
  void nothing_may_follow_the_hello_in_its_record() {
    assertThat(refusal(record(concat(full().message(), new byte[1])))).contains("after");
  }

  @Test
  void other_records_and_messages_are_refused_at_once() {
    assertThat(refusal("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII))).contains("record");
    // SSL 2.0, which RFC 8446 appendix D.5 forbids
    refusal(new byte[] {(byte) 0x80, 0x2E, 1, 3, 1});
    refusal(new byte[] {22, 2});
    refusal(new byte[] {22, 3, 1, 0, 0});
    refusal(concat(new byte[] {22, 3, 1}, uint16(16_385)));
    refusal(record(new byte[] {2}));
    refusal(concat(record(new byte[] {1, 0}), new byte[] {23}));
    refusal(concat(record(new byte[] {1, 0}), new byte[] {22, 3, 3, 0, 0}));
  }

  @Test
  void alerts_are_whole_records() {
    assertThat(TlsAlert.UNRECOGNIZED_NAME.record()).containsExactly(21, 3, 3, 0, 2, 2, 112);
    assertThat(TlsAlert.DECODE_ERROR.record()).containsExactly(21, 3, 3, 0, 2, 2, 50);
    assertThat(TlsAlert.ACCESS_DENIED.record()).containsExactly(21, 3, 3, 0, 2, 2, 49);
    assertThat(TlsAlert.INTERNAL_ERROR.record()).containsExactly(21, 3, 3, 0, 2, 2, 80);
  }
}
