package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.sallyport.wire.smtp.DataScanner;
import org.sallyport.wire.smtp.DotStuffer;

class SmtpTextFuzzTest {
  private static final int LONGEST = 998;

  /** What was read, how far, whether it ended, and why not. */
  private record Read(String text, int consumed, boolean done, boolean faulty) {}

  @FuzzTest(maxDuration = "60s")
  void a_text_has_one_end_however_it_arrives(byte[] input) {
    var whole = read(input, Integer.MAX_VALUE);
    for (int piece : new int[] {1, 2, 3, 64}) {
      assertThat(read(input, piece)).isEqualTo(whole);
    }
    assertThat(whole.text().replace("\r\n", "")).doesNotContain("\r", "\n");
    if (whole.done()) {
      var wire = "\r\n" + new String(input, 0, whole.consumed(), ISO_8859_1);
      assertThat(wire.indexOf("\r\n.\r\n")).isEqualTo(wire.length() - 5);
      assertThat(stuffed(whole.text())).isNotEmpty();
      assertThat(read(stuffed(whole.text()), Integer.MAX_VALUE).text()).isEqualTo(whole.text());
    }
  }

  private static Read read(byte[] input, int piece) {
    var scanner = new DataScanner(LONGEST);
    var out = new byte[256];
    var text = new StringBuilder();
    int at = 0;
    while (at < input.length && !scanner.done() && scanner.fault().isEmpty()) {
      int count = scanner.scan(input, at, Math.min(piece, input.length - at), out, 0);
      text.append(new String(out, 0, count, ISO_8859_1));
      at += scanner.consumed();
    }
    return new Read(text.toString(), at, scanner.done(), scanner.fault().isPresent());
  }

  private static byte[] stuffed(String text) {
    var stuffer = new DotStuffer(LONGEST);
    var in = text.getBytes(ISO_8859_1);
    assertThat(stuffer.check(in, 0, in.length)).isEmpty();
    assertThat(stuffer.end()).isEmpty();
    var out = new byte[2 * in.length + 5];
    int length = stuffer.stuff(in, 0, in.length, out);
    var end = stuffer.terminator();
    System.arraycopy(end, 0, out, length, end.length);
    return Arrays.copyOf(out, length + end.length);
  }
}
