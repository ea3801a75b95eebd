package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.web.json.JsonRefused;
import org.sallyport.web.json.JsonText;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Json;

class JsonTextFuzzTest {
  static Stream<byte[]> bodies() {
    return Stream.of(
            "{\"code\":\"123456\"}",
            "{\"code\":\"123456\",\"pin\":\"2580\"}",
            "{\"method\":\"push\",\"display\":{\"title\":\"VPN\",\"fields\":{\"a\":\"b\"}},"
                + "\"timeout\":\"60s\"}",
            "{\"items\":[{\"user\":\"anna\",\"code\":\"1\",\"key\":\"0123456789abcdef\"}]}",
            "{\"type\":\"totp\",\"digits\":8,\"proof\":[\"123456\",\"654321\"]}",
            "{\"a\":1,\"a\":1}",
            "{\"a\":[[[[[[[[[[1]]]]]]]]]]}",
            "{\"a\":\"\\ud800\"}",
            "{\"\\u0061\":1e400}")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("bodies")
  @FuzzTest(maxDuration = "60s")
  void a_body_is_read_as_any_reader_would_or_refused(byte[] input) {
    String code;
    try {
      code = JsonText.read(input, JsonTextFuzzTest::read);
    } catch (JsonRefused refused) {
      assertThat(refused.expected()).isNotEmpty();
      return;
    }
    Map<?, ?> lenient = Json.readLeniently(input, Map.class);
    var other = lenient.get("code");
    assertThat(code).isEqualTo(other == null ? "" : other);
  }

  private static String read(Members body) {
    body.word("method", Set.of("code", "push"));
    body.number("digits", 6, 8);
    body.duration("timeout", Duration.ofSeconds(5), Duration.ofMinutes(5));
    body.time("at");
    body.flag("on");
    body.clearableText("name", 20);
    body.texts("proof", 2, 8);
    body.object("display")
        .ifPresent(
            display -> {
              display.text("title", 100);
              display.textByName("fields", 10, 200);
              display.end();
            });
    if (body.has("items")) {
      body.objects("items", 4).forEach(item -> item.text("user", 128));
    }
    return body.optionalText("code", 16).orElse("");
  }
}
