package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.sallyport.wire.http1.Framing;
import org.sallyport.wire.http1.HeadLimits;
import org.sallyport.wire.http1.Method;
import org.sallyport.wire.http1.ResponseHead;

class ResponseHeadFuzzTest {
  private static final HeadLimits LIMITS = new HeadLimits(2048, 12);

  @FuzzTest(maxDuration = "60s")
  void a_response_head_that_is_accepted_has_one_meaning(byte[] input) {
    for (var method : new Method[] {Method.GET, Method.HEAD}) {
      var properties = new HeadProperties(() -> new ResponseHead(LIMITS).inAnswerTo(method));
      var head = (ResponseHead) properties.hold(input);
      switch (head.scan(input, 0, input.length)) {
        case COMPLETE -> {
          var start = "HTTP/1." + head.minorVersion() + " " + head.statusCode();
          assertThat(new String(input, 0, start.length(), ISO_8859_1)).isEqualTo(start);
          assertThat(head.statusCode()).isBetween(100, 599);
          assertThat(head.informational() && head.framing() != Framing.NONE).isFalse();
          assertThat(head.framing() == Framing.UNTIL_CLOSE && head.keepAlive()).isFalse();
        }
        case MALFORMED -> assertThat(head.status()).isEqualTo(502);
        case NEED_MORE -> assertThat(input.length).isLessThan(LIMITS.bytes());
      }
    }
  }
}
