package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Heads of tests, written as text whose lines end in LF here and in CRLF on the wire. */
final class HeadText {
  private HeadText() {}

  /** The bytes of a text block, each LF sent as CRLF. */
  static byte[] wire(String text) {
    return raw(text.replace("\n", "\r\n"));
  }

  static byte[] raw(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static RequestHead request(String text) {
    var head = new RequestHead(HeadLimits.DEFAULT);
    var bytes = wire(text);
    assertThat(head.scan(bytes, 0, bytes.length)).as(text).isEqualTo(ScanResult.COMPLETE);
    return head;
  }

  static ResponseHead response(Method method, String text) {
    var head = new ResponseHead(HeadLimits.DEFAULT).inAnswerTo(method);
    var bytes = wire(text);
    assertThat(head.scan(bytes, 0, bytes.length)).as(text).isEqualTo(ScanResult.COMPLETE);
    return head;
  }

  /** The status that refuses the bytes. */
  static int refusal(Head head, byte[] bytes) {
    assertThat(head.scan(bytes, 0, bytes.length))
        .as(new String(bytes, ISO_8859_1))
        .isEqualTo(ScanResult.MALFORMED);
    assertThat(head.errorReason()).isNotEmpty();
    assertThat(head.errorOffset()).isBetween(0, bytes.length);
    return head.status();
  }

  static int refusal(String request) {
    return refusal(new RequestHead(HeadLimits.DEFAULT), wire(request));
  }

  /**
   * Feeds every prefix, alone in an array so that a read beyond it fails: valid heads need more
   * until they are complete, malformed ones are so from one byte on and for the same reason.
   */
  static void scanEverySplit(Head head, byte[] bytes) {
    var whole = head.scan(bytes, 0, bytes.length);
    int length = whole == ScanResult.COMPLETE ? head.headLength() : bytes.length;
    int offset = head.errorOffset();
    int status = head.status();
    var reason = head.errorReason();
    boolean decided = false;
    for (int n = 0; n <= length; n++) {
      var result = head.scan(Arrays.copyOf(bytes, n), 0, n);
      if (decided || n == length) {
        assertThat(result).as("prefix of %d bytes", n).isEqualTo(whole);
      }
      decided |= result != ScanResult.NEED_MORE;
      if (result == ScanResult.MALFORMED) {
        assertThat(head.errorOffset()).isEqualTo(offset);
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.errorReason()).isEqualTo(reason);
      }
      assertThat(result == ScanResult.COMPLETE && n < length).as("early at %d", n).isFalse();
    }
  }
}
