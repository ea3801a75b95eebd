package org.sallyport.wire.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of messages: its one end, and all that might be taken for one. */
class SmugglingTest {
  private static final int LONGEST = 1000;

  /** What came of a text: what was read, and how far. */
  private record Read(String text, int consumed, boolean done, Optional<TextFault> fault) {}

  private static Read read(String wire, int piece, int room) {
    var scanner = new DataScanner(LONGEST);
    var in = wire.getBytes(ISO_8859_1);
    var out = new byte[room];
    var text = new StringBuilder();
    int at = 0;
    while (at < in.length && !scanner.done() && scanner.fault().isEmpty()) {
      int written = scanner.scan(in, at, Math.min(piece, in.length - at), out, 0);
      text.append(new String(out, 0, written, ISO_8859_1));
      at += scanner.consumed();
    }
    return new Read(text.toString(), at, scanner.done(), scanner.fault());
  }

  private static Read readInAllWays(String wire) {
    var whole = read(wire, Integer.MAX_VALUE, 8192);
    for (int piece = 1; piece < 8; piece++) {
      assertThat(read(wire, piece, 8192)).isEqualTo(whole);
      assertThat(read(wire, piece, 2)).isEqualTo(whole);
      assertThat(read(wire, 64, piece + 2)).isEqualTo(whole);
    }
    return whole;
  }

  @Test
  void a_text_ends_where_its_line_with_a_dot_does() {
    var read = readInAllWays("a\r\n..b\r\n.c\r\n\r\n.\r\nQUIT\r\n");
    assertThat(read).isEqualTo(new Read("a\r\n.b\r\nc\r\n\r\n", 17, true, Optional.empty()));
  }

  @Test
  void a_text_may_be_empty() {
    assertThat(readInAllWays(".\r\n")).isEqualTo(new Read("", 3, true, Optional.empty()));
    assertThat(readInAllWays("..\r\n.\r\n").text()).isEqualTo(".\r\n");
  }

  /**
   * Ends of data that some server takes, or took, for one (the SMTP smuggling of December 2023).
   */
  static Stream<String> ends() {
    return Stream.of(
        "\n.\n",
        "\n.\r\n",
        "\r\n.\n",
        "\r.\r",
        "\r.\r\n",
        "\r\n.\r",
        "\n.\r",
        "\r.\n",
        "\r\n.\r\r\n",
        "\r\r\n.\r\r\n",
        "\r\n\n.\r\n",
        "\r\r\n.\r\n",
        "\n\n.\r\n",
        "\r\n.\r\0\n",
        "\r\0\n.\r\n",
        "\n",
        "\r");
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatever_is_like_an_end_ends_the_reading(String end) {
    var wire = "Subject: a\r\n\r\nb" + end + "MAIL FROM:<evil@x.example>\r\n.\r\n";
    var read = readInAllWays(wire);
    assertThat(read.done()).isFalse();
    assertThat(read.fault()).isPresent();
    assertThat(read.text()).doesNotContain("MAIL FROM");
  }

  @ParameterizedTest
  @MethodSource("ends")
  void nor_is_it_sent(String end) {
    var text =
        ("Subject: a\r\n\r\nb" + end + "MAIL FROM:<evil@x.example>\r\n").getBytes(ISO_8859_1);
    for (int piece = 1; piece <= text.length; piece++) {
      var stuffer = new DotStuffer(LONGEST);
      Optional<TextFault> fault = Optional.empty();
      for (int at = 0; at < text.length && fault.isEmpty(); at += piece) {
        fault = stuffer.check(text, at, Math.min(piece, text.length - at));
      }
      assertThat(fault).isPresent();
    }
  }

  @Test
  void what_is_stuffed_is_read_again() {
    for (var text : List.of("", ".", "..\r\n.\r\n", "a", "a\r\n", "\r\n.\r\nb\r\n..c", ".\r\n.")) {
      for (int piece = 1; piece <= text.length() + 1; piece++) {
        var whole = text.isEmpty() || text.endsWith("\r\n") ? text : text + "\r\n";
        assertThat(read(stuffed(text, piece), Integer.MAX_VALUE, 100).text()).isEqualTo(whole);
        assertThat(read(stuffed(text, piece), Integer.MAX_VALUE, 100).done()).isTrue();
      }
    }
  }

  private static String stuffed(String text, int piece) {
    var stuffer = new DotStuffer(LONGEST);
    var in = text.getBytes(ISO_8859_1);
    var out = new byte[2 * piece];
    var wire = new StringBuilder();
    for (int at = 0; at < in.length; at += piece) {
      int length = Math.min(piece, in.length - at);
      assertThat(stuffer.check(in, at, length)).isEmpty();
      wire.append(new String(out, 0, stuffer.stuff(in, at, length, out), ISO_8859_1));
    }
    assertThat(stuffer.end()).isEmpty();
    return wire + new String(stuffer.terminator(), ISO_8859_1);
  }

  @Test
  void a_text_that_ends_with_cr_is_not_sent() {
    var stuffer = new DotStuffer(LONGEST);
    assertThat(stuffer.check(new byte[] {'a', '\r'}, 0, 2)).isEmpty();
    assertThat(stuffer.end()).contains(TextFault.BARE_CR);
  }

  @Test
  void a_line_may_be_as_long_as_allowed() {
    var longest = "x".repeat(LONGEST);
    assertThat(read(longest + "\r\n.\r\n", 100, 8192).done()).isTrue();
    assertThat(read(longest + "x\r\n.\r\n", 100, 8192).fault()).contains(TextFault.LONG_LINE);
    var ends = new LineEnds(LONGEST);
    assertThat(ends.scan((longest + "\r\n").getBytes(ISO_8859_1), 0, LONGEST + 2)).isEmpty();
    assertThat(ends.scan((longest + "x").getBytes(ISO_8859_1), 0, LONGEST + 1))
        .contains(TextFault.LONG_LINE);
  }
}
