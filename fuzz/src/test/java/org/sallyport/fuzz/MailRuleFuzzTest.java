package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.encryption.mailrule.RuleReading;
import org.sallyport.encryption.mailrule.RuleReading.Read;
import org.sallyport.encryption.mailrule.RuleWriting;
import org.sallyport.web.route.Json;

/**
 * What is read as rules and written again is the same rules; all else is refused with its place.
 */
class MailRuleFuzzTest {
  static Stream<byte[]> documents() {
    return Stream.of(
            rule(
                "{\"do\":\"encrypt\",\"trust\":\"trusted\",\"sign\":true,\"otherwise\":\"bounce\"}"),
            rule("{\"do\":\"web-mail\"}"),
            rule("{\"do\":\"pass\"}"),
            rule("{\"do\":\"drop\"}"),
            rule("{\"do\":\"go\",\"chain\":\"inbound\"}"),
            "{\"chains\":[{\"name\":\"outbound\",\"rules\":[]},{\"name\":\"inbound\",\"rules\":[]}]}",
            "{\"chains\":[]}")
        .map(text -> text.getBytes(UTF_8));
  }

  private static String rule(String action) {
    return "{\"chains\":[{\"name\":\"outbound\",\"rules\":[{\"name\":\"r\",\"match\":\"any\","
        + "\"conditions\":[{\"what\":\"recipient\",\"operator\":\"is\",\"value\":\"@a.example\"},"
        + "{\"match\":\"none\",\"conditions\":[{\"what\":\"encrypted\",\"operator\":\"present\"}]}],"
        + "\"fields\":[{\"name\":\"X-Class\",\"value\":\"p\"}],\"action\":"
        + action
        + "}]},{\"name\":\"inbound\",\"rules\":[]}]}";
  }

  @MethodSource("documents")
  @FuzzTest(maxDuration = "60s")
  void rules_are_read_as_they_are_written_or_refused(byte[] input) {
    switch (RuleReading.text(new String(input, UTF_8))) {
      case Read.Good(var chains) ->
          assertThat(RuleReading.text(Json.text(RuleWriting.members(chains))))
              .isEqualTo(new Read.Good(chains));
      case Read.Wrong wrong -> assertThat(wrong.expected()).isNotEmpty();
    }
  }
}
