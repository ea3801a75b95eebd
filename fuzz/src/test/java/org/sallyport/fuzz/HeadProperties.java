package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.sallyport.wire.http1.Framing;
import org.sallyport.wire.http1.Head;
import org.sallyport.wire.http1.ScanResult;

/** What holds for every head, of requests and of responses. */
final class HeadProperties {
  private static final byte[] END = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final Pattern LINE_END = Pattern.compile("\r\n");
  private static final Pattern ANY_LINE_END = Pattern.compile("\r\n|\r|\n");

  private final Supplier<Head> heads;

  HeadProperties(Supplier<Head> heads) {
    this.heads = heads;
  }

  /** Holds all properties against the input; the scanned head if it is complete. */
  Head hold(byte[] input) {
    var head = heads.get();
    var result = head.scan(input, 0, input.length);
    sameWhereverItLies(input, head, result);
    sameHoweverItArrives(input, head, result);
    if (result == ScanResult.COMPLETE) {
      linesAreTheBytes(input, head);
      oneReaderSeesWhatAnotherSees(input, head);
      framingIsSaidOnce(head);
    } else if (result == ScanResult.MALFORMED) {
      assertThat(head.errorReason()).isNotEmpty();
      assertThat(head.errorOffset()).isBetween(0, input.length);
      assertThat(head.status()).isBetween(400, 505);
    }
    return head;
  }

  private void sameWhereverItLies(byte[] input, Head expected, ScanResult result) {
    for (byte[] after : List.of(END, new byte[] {0, -1}, new byte[0])) {
      byte[] larger = Pieces.between(input, 7, after);
      var head = heads.get();
      assertThat(head.scan(larger, 7, input.length)).isEqualTo(result);
      assertSame(head, expected, result, 7);
    }
  }

  private void sameHoweverItArrives(byte[] input, Head expected, ScanResult result) {
    var head = heads.get();
    var resumed = heads.get();
    int seen = 0;
    boolean decided = false;
    for (int length : Pieces.prefixes(input.length)) {
      var now = head.scan(Arrays.copyOf(input, length), 0, length);
      if (decided || length == input.length || now != ScanResult.NEED_MORE) {
        assertThat(now).isEqualTo(result);
        assertSame(head, expected, result, 0);
        decided = true;
      }
      if (seen >= 0) {
        var later = resumed.scan(input, 0, length, seen);
        seen = later == ScanResult.NEED_MORE ? length : -1;
        assertThat(later == ScanResult.NEED_MORE || later == result).isTrue();
        if (later != ScanResult.NEED_MORE) {
          assertSame(resumed, expected, result, 0);
        }
      }
    }
    assertThat(seen >= 0 && result == ScanResult.COMPLETE).isFalse();
  }

  private static void assertSame(Head head, Head expected, ScanResult result, int shift) {
    if (result == ScanResult.MALFORMED) {
      assertThat(head.status()).isEqualTo(expected.status());
      assertThat(head.errorReason()).isEqualTo(expected.errorReason());
      assertThat(head.errorOffset()).isEqualTo(expected.errorOffset() + shift);
    } else if (result == ScanResult.COMPLETE) {
      assertThat(head.headLength()).isEqualTo(expected.headLength());
      assertThat(head.headerCount()).isEqualTo(expected.headerCount());
      assertThat(head.framing()).isEqualTo(expected.framing());
      assertThat(head.contentLength()).isEqualTo(expected.contentLength());
    }
  }

  /** The field lines follow each other to the end, and each is its name, a colon and its value. */
  private static void linesAreTheBytes(byte[] input, Head head) {
    int next = head.headerCount() == 0 ? head.headLength() - 2 : head.lineOffset(0);
    for (int i = 0; i < head.headerCount(); i++) {
      assertThat(head.lineOffset(i)).isEqualTo(next);
      next += head.lineLength(i);
      var line = new String(input, head.lineOffset(i), head.lineLength(i), ISO_8859_1);
      assertThat(line).startsWith(head.name(i) + ":").endsWith("\r\n");
      var value = line.substring(head.nameLength(i) + 1, line.length() - 2);
      assertThat(value.replaceAll("^[ \t]+|[ \t]+$", "")).isEqualTo(head.value(i));
    }
    assertThat(next).isEqualTo(head.headLength() - 2);
  }

  /** A reader that ends lines at CR or LF alone finds the same lines, and no end before ours. */
  private static void oneReaderSeesWhatAnotherSees(byte[] input, Head head) {
    var text = new String(input, 0, head.headLength(), ISO_8859_1);
    var strict = LINE_END.split(text);
    assertThat(ANY_LINE_END.split(text)).isEqualTo(strict);
    assertThat(text.indexOf("\r\n\r\n") + 4).isEqualTo(text.length());
    assertThat(text).doesNotContain("\0");
  }

  private static void framingIsSaidOnce(Head head) {
    var lengths = values(head, "content-length");
    var codings = values(head, "transfer-encoding");
    assertThat(lengths.size() + codings.size()).isLessThanOrEqualTo(1);
    for (var length : lengths) {
      assertThat(length).matches("0|[1-9][0-9]{0,17}");
      assertThat(head.contentLength()).isEqualTo(Long.parseLong(length));
    }
    for (var coding : codings) {
      assertThat(coding).isEqualToIgnoringCase("chunked");
      assertThat(head.framing()).isIn(Framing.CHUNKED, Framing.NONE);
    }
  }

  /** The values of the fields that anyone could take for that name. */
  static List<String> values(Head head, String name) {
    var values = new ArrayList<String>();
    for (int i = 0; i < head.headerCount(); i++) {
      var other = head.name(i).toLowerCase(Locale.ROOT).replace('_', '-').strip();
      if (other.equals(name)) {
        values.add(head.value(i));
      }
    }
    return values;
  }
}
