package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testkit.smuggling.SmugglingForm;
import org.sallyport.testkit.smuggling.SmugglingForm.Stage;
import org.sallyport.wire.http1.ChunkedScanner;

class ChunkedFuzzTest {
  private static final int MAX_TRAILERS = 512;

  static Stream<byte[]> smugglingForms() {
    return SmugglingForm.all().stream()
        .filter(form -> form.stage() == Stage.BODY)
        .map(form -> new String(form.bytes(), ISO_8859_1))
        .map(text -> text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1));
  }

  @MethodSource("smugglingForms")
  @FuzzTest(maxDuration = "60s")
  void a_body_ends_where_every_reader_finds_its_end(byte[] input) {
    var body = new ChunkedScanner(MAX_TRAILERS);
    int end = feed(body, input, Integer.MAX_VALUE);
    for (int piece : new int[] {1, 3, 64}) {
      var other = new ChunkedScanner(MAX_TRAILERS);
      assertThat(feed(other, input, piece)).isEqualTo(end);
      assertThat(other.done()).isEqualTo(body.done());
      assertThat(other.reason()).isEqualTo(body.reason());
      assertThat(other.dataRemaining()).isEqualTo(body.dataRemaining());
    }
    assertThat(body.done() && body.malformed()).isFalse();
    assertThat(body.malformed()).isEqualTo(!body.reason().isEmpty());
    if (body.done()) {
      assertThat(lenientEnd(new String(input, ISO_8859_1))).isEqualTo(end);
      body.reset();
      assertThat(feed(body, Arrays.copyOf(input, end), 5)).isEqualTo(end);
      assertThat(body.done()).isTrue();
    }
  }

  private static int feed(ChunkedScanner body, byte[] input, int piece) {
    int pos = 0;
    while (pos < input.length && !body.done() && !body.malformed()) {
      long data = Math.min(body.dataRemaining(), Math.min(piece, input.length - pos));
      if (data > 0) {
        body.skip(data);
        pos += (int) data;
      } else {
        assertThat(body.accept(input[pos])).isEqualTo(!body.malformed());
        pos++;
      }
    }
    return pos;
  }

  /** Reads a valid body as a careless server does: lines end in LF, a size ends anywhere. */
  private static int lenientEnd(String text) {
    int pos = 0;
    for (long size = -1; size != 0; ) {
      int line = text.indexOf('\n', pos);
      var word = text.substring(pos, line).split("[^0-9A-Fa-f]", 2)[0];
      size = Long.parseLong(word, 16);
      pos = line + 1 + (size == 0 ? 0 : (int) size + 2);
    }
    while (true) {
      int line = text.indexOf('\n', pos);
      if (text.substring(pos, line).isBlank()) {
        return line + 1;
      }
      pos = line + 1;
    }
  }
}
