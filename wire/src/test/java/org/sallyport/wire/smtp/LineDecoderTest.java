package org.sallyport.wire.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDecoderTest {
  private static final int LONGEST = 16;

  private static LineResult decode(byte[] bytes) {
    return LineDecoder.decode(bytes, 0, bytes.length, LONGEST);
  }

  @Test
  void a_line_is_read_whatever_pieces_it_comes_in() {
    var bytes = "NOOP ü\r\nQUIT\r\n".getBytes(UTF_8);
    for (int length = 0; length < 9; length++) {
      assertThat(LineDecoder.decode(bytes, 0, length, LONGEST))
          .isEqualTo(LineResult.NeedMore.INSTANCE);
    }
    assertThat(decode(bytes)).isEqualTo(new LineResult.Line("NOOP ü", 9));
    assertThat(LineDecoder.decode(bytes, 9, 6, LONGEST)).isEqualTo(new LineResult.Line("QUIT", 6));
  }

  @ParameterizedTest
  @CsvSource({
    "'NOOP\n', 4, BARE_LF",
    "'NOOP\rX\n', 4, BARE_CR",
    "'NO\0P', 2, CONTROL",
    "'NO\u007FP', 2, CONTROL",
    "'1234567890123456', 16, LONG_LINE",
    "'123456789012345\r\n', 16, LONG_LINE",
  })
  void whatever_else_ends_a_line_is_malformed(String text, int offset, TextFault fault) {
    assertThat(decode(text.getBytes(ISO_8859_1)))
        .isEqualTo(new LineResult.Malformed(offset, fault));
  }

  @Test
  void octets_that_are_no_utf_8_are_malformed() {
    assertThat(decode("NOOP \u00FC\r\n".getBytes(ISO_8859_1)))
        .isEqualTo(new LineResult.Malformed(0, TextFault.NOT_UTF8));
  }

  @Test
  void the_longest_line_is_taken() {
    assertThat(decode("12345678901234\r\n".getBytes(ISO_8859_1)))
        .isEqualTo(new LineResult.Line("12345678901234", 16));
  }
}
