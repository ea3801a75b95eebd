package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.wire.http1.HeadText.raw;
import static org.sallyport.wire.http1.HeadText.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedScannerTest {
  private final ChunkedScanner body = new ChunkedScanner(64);

  /**
   * Offers the bytes as a caller does, chunk data in pieces; the index after the last one taken.
   */
  static int feed(ChunkedScanner body, byte[] bytes, int from, int piece) {
    int pos = from;
    while (pos < bytes.length && !body.done() && !body.malformed()) {
      long data = Math.min(body.dataRemaining(), Math.min(piece, bytes.length - pos));
      if (data > 0) {
        body.skip(data);
        pos += (int) data;
      } else {
        body.accept(bytes[pos++]);
      }
    }
    return pos;
  }

  @Test
  void chunks_extensions_and_trailers_end_where_the_body_ends() {
    var bytes =
        wire(
            """
            4;name=value ; quoted="a;b"
            Wiki
            00A \t;x
            pedia in \0
            0
            Checksum: abc
            X-Empty:

            GET / HTTP/1.1
            """);
    var text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("GET");
    for (int piece = 1; piece < 12; piece++) {
      body.reset();
      assertThat(feed(body, bytes, 0, piece)).as(body.reason()).isEqualTo(end);
      assertThat(body.done()).isTrue();
    }
  }

  @Test
  void data_is_counted_and_not_looked_at() {
    feed(body, raw("fF\r\n"), 0, 1);
    assertThat(body.dataRemaining()).isEqualTo(255);
    body.skip(200);
    assertThat(body.dataRemaining()).isEqualTo(55);
    assertThatThrownBy(() -> body.skip(56)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> body.skip(-1)).isInstanceOf(IllegalArgumentException.class);
    body.skip(55);
    assertThat(body.dataRemaining()).isZero();
    assertThat(body.accept((byte) '\r')).isTrue();
    assertThat(body.accept((byte) '\n')).isTrue();
  }

  @Test
  void the_largest_size_is_63_bits() {
    feed(body, raw("7fffffffffffffff\r\n"), 0, 1);
    assertThat(body.dataRemaining()).isEqualTo(Long.MAX_VALUE);
    body.reset();
    feed(body, raw("8000000000000000"), 0, 1);
    assertThat(body.malformed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "g",
        "-1\r\n",
        " 1\r\n",
        "1 \r\n",
        "1\n",
        "1\rx",
        "1;a\n",
        "1;a\0\r\n",
        "1\r\nab\r\n",
        "1\r\na\n",
        "1\r\na\rb",
        "0\r\n\n",
        "0\r\n\rx",
        "0\r\nGET / HTTP/1.1\r\n",
        "0\r\n: x\r\n",
        "0\r\nX : 1\r\n",
        "0\r\nX: 1\n",
        "0\r\nX: 1\r2",
        "0\r\nX: 1\r\n 2\r\n",
        "0\r\nX: \0\r\n",
        "0\r\nCONTENT-length: 1\r\n",
        "0\r\nTransfer-Encoding: x\r\n",
        "0\r\nte: x\r\n",
        "0\r\nProxy-Authorization: x\r\n"
      })
  void anything_else_is_malformed_and_stays_so(String text) {
    feed(body, raw(text), 0, 1);
    assertThat(body.malformed()).isTrue();
    assertThat(body.reason()).isNotEmpty();
    assertThat(body.dataRemaining()).isZero();
    assertThat(body.accept((byte) '0')).isFalse();
    body.reset();
    assertThat(body.malformed()).isFalse();
    assertThat(body.reason()).isEmpty();
  }

  @Test
  void extensions_and_trailers_are_bounded() {
    feed(body, raw("1;" + "a".repeat(255) + "\r\n"), 0, 1);
    assertThat(body.dataRemaining()).isEqualTo(1);
    body.reset();
    feed(body, raw("1;" + "a".repeat(256)), 0, 1);
    assertThat(body.malformed()).isTrue();
    body.reset();
    feed(body, raw("0\r\n" + "X: 12345678\r\n".repeat(6)), 0, 1);
    assertThat(body.reason()).contains("larger");
  }

  @Test
  void nothing_is_taken_after_the_end_nor_in_place_of_data() {
    feed(body, raw("0\r\n\r\n"), 0, 1);
    assertThat(body.accept((byte) 'G')).isFalse();
    assertThat(body.done()).isTrue();
    body.reset();
    feed(body, raw("1\r\n"), 0, 1);
    assertThat(body.accept((byte) 'a')).isFalse();
    assertThat(body.malformed()).isTrue();
  }
}
