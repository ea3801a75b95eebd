package org.sallyport.wire.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testkit.smuggling.SmugglingForm;
import org.sallyport.testkit.smuggling.SmugglingForm.Stage;

class SmugglingTest {
  static List<SmugglingForm> forms() {
    return SmugglingForm.all();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void a_request_with_two_meanings_is_refused(SmugglingForm form) {
    var head = new RequestHead(HeadLimits.DEFAULT);
    var bytes = form.bytes();
    if (form.stage() == Stage.HEAD) {
      assertThat(HeadText.refusal(head, bytes)).isEqualTo(form.status());
      HeadText.scanEverySplit(head, bytes);
    } else {
      assertThat(head.scan(bytes, 0, bytes.length)).isEqualTo(ScanResult.COMPLETE);
      assertThat(head.framing()).isEqualTo(Framing.CHUNKED);
      var body = new ChunkedScanner(8 * 1024);
      ChunkedScannerTest.feed(body, bytes, head.headLength(), Integer.MAX_VALUE);
      assertThat(body.malformed()).isTrue();
      assertThat(body.reason()).isNotEmpty();
    }
  }
}
