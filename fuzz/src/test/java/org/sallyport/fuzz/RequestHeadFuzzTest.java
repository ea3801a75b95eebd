package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testkit.smuggling.SmugglingForm;
import org.sallyport.wire.http1.CookieFinder;
import org.sallyport.wire.http1.Framing;
import org.sallyport.wire.http1.HeadLimits;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.RequestPath;
import org.sallyport.wire.http1.ScanResult;

class RequestHeadFuzzTest {
  private static final HeadLimits LIMITS = new HeadLimits(2048, 12);

  static Stream<byte[]> smugglingForms() {
    return SmugglingForm.all().stream().map(SmugglingForm::bytes);
  }

  @MethodSource("smugglingForms")
  @FuzzTest(maxDuration = "60s")
  void a_request_head_that_is_accepted_has_one_meaning(byte[] input) {
    var properties = new HeadProperties(() -> new RequestHead(LIMITS));
    var head = (RequestHead) properties.hold(input);
    if (head.scan(input, 0, input.length) == ScanResult.COMPLETE) {
      requestLineIsTheBytes(input, head);
      requestIsRouted(head);
      assertThat(head.framing()).isNotEqualTo(Framing.UNTIL_CLOSE);
      pathHasOneSpelling(input, head);
      cookiesLieInTheirField(input, head);
    }
  }

  private static void requestLineIsTheBytes(byte[] input, RequestHead head) {
    var line = head.methodName() + " " + head.target() + " HTTP/1." + head.minorVersion() + "\r\n";
    assertThat(new String(input, head.methodOffset(), line.length(), ISO_8859_1)).isEqualTo(line);
    int first = head.headerCount() == 0 ? head.headLength() - 2 : head.lineOffset(0);
    assertThat(head.methodOffset() + line.length()).isEqualTo(first);
    assertThat(head.methodOffset()).isIn(0, 2);
    assertThat(line.trim().split("[\\s\\p{Z}\\p{C}]", -1)).hasSize(3);
  }

  private static void requestIsRouted(RequestHead head) {
    var hosts = HeadProperties.values(head, "host");
    assertThat(hosts.size()).isBetween(head.minorVersion(), 1);
    for (var host : hosts) {
      assertThat(host).matches("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~-]+)(:[0-9]*)?");
      assertThat(head.value(head.hostIndex())).isEqualTo(host);
      if (!head.target().startsWith("/") && !head.target().equals("*")) {
        assertThat(head.target().split("[/?]", -1)[2]).isEqualToIgnoringCase(host);
      }
    }
  }

  private static void pathHasOneSpelling(byte[] input, RequestHead head) {
    switch (RequestPath.of(input, head.targetOffset(), head.targetLength())) {
      case RequestPath.Plain(var path) -> {
        assertThat(path).matches("[/*].*").doesNotContain("//").doesNotContain("\\");
        assertThat(path + "/").doesNotContain("/./").doesNotContain("/../");
      }
      case RequestPath.Ambiguous(var reason) -> assertThat(reason).isNotEmpty();
    }
  }

  private static void cookiesLieInTheirField(byte[] input, RequestHead head) {
    for (int i = 0; i < head.headerCount(); i++) {
      int from = head.valueOffset(i);
      int length = head.valueLength(i);
      long name = CookieFinder.setCookieName(input, from, length);
      CookieFinder.deletes(input, from, length);
      if (name != CookieFinder.NONE) {
        var bytes =
            new String(input, CookieFinder.offset(name), CookieFinder.length(name), ISO_8859_1)
                .getBytes(ISO_8859_1);
        long value = CookieFinder.find(input, from, length, bytes);
        assertThat(value).isEqualTo(CookieFinder.setCookieValue(input, from, length));
        assertThat(CookieFinder.offset(value)).isBetween(from, from + length);
        assertThat(CookieFinder.offset(value) + CookieFinder.length(value))
            .isBetween(from, from + length);
      }
    }
  }
}
