package org.sallyport.encryption.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.web.json.JsonRefused;
import org.sallyport.web.json.JsonText;

class LogReadingTest {
  private static final String GOOD =
      "{\"at\":\"2026-11-22T08:00:00Z\",\"level\":\"info\",\"event\":\"started\"}";

  private static LogBatch read(String json) {
    return JsonText.read(json.getBytes(UTF_8), LogReading::of);
  }

  @Test
  void a_batch_is_read() {
    var batch =
        read(
            """
            {"batch":"b_0123456789abcdef","lines":[%s,
             {"at":"2026-11-22T08:00:01.5Z","level":"error","event":"sync.failed","text":"no answer",
              "fields":{"server":"keys.example.com"}}]}
            """
                .formatted(GOOD));

    assertThat(batch.id()).isEqualTo("b_0123456789abcdef");
    assertThat(batch.lines()).hasSize(2);
    assertThat(batch.lines().get(1).level()).isEqualTo(LogLevel.ERROR);
    assertThat(batch.lines().get(1).text()).isEqualTo(Optional.of("no answer"));
    assertThat(batch.lines().get(1).fields()).containsEntry("server", "keys.example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/batch | {\"batch\":\"x\",\"lines\":[GOOD]}",
        "/lines | {\"batch\":\"b_12345678\",\"lines\":[]}",
        "/lines | {\"batch\":\"b_12345678\"}",
        "/lines/1/level |"
            + " {\"batch\":\"b_12345678\",\"lines\":[GOOD,{\"at\":\"2026-11-22T08:00:00Z\",\"level\":\"loud\",\"event\":\"x\"}]}",
        "/lines/0/at | {\"batch\":\"b_12345678\",\"lines\":[{\"level\":\"info\",\"event\":\"x\"}]}",
        "/lines/0/at |"
            + " {\"batch\":\"b_12345678\",\"lines\":[{\"at\":\"+1000000000-01-01T00:00:00Z\",\"level\":\"info\",\"event\":\"x\"}]}",
        "/lines/0/event |"
            + " {\"batch\":\"b_12345678\",\"lines\":[{\"at\":\"2026-11-22T08:00:00Z\",\"level\":\"info\",\"event\":\"a"
            + " b\"}]}",
        "/lines/0/colour |"
            + " {\"batch\":\"b_12345678\",\"lines\":[{\"at\":\"2026-11-22T08:00:00Z\",\"level\":\"info\",\"event\":\"x\",\"colour\":1}]}",
        "/more | {\"batch\":\"b_12345678\",\"lines\":[GOOD],\"more\":1}",
      })
  void what_is_wrong_is_named_with_the_line(String pointer, String json) {
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> read(json.replace("GOOD", GOOD)))
        .satisfies(refused -> assertThat(refused.pointer()).hasValue(pointer));
  }
}
