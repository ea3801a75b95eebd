package org.sallyport.director.admin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.director.settings.PoolSettings;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 B",
        "1023 | 1,023 B",
        "1024 | 1.0 KiB",
        "1500000 | 1.4 MiB",
        "12e12 | 11 TiB"
      })
  void bytes_are_rounded_to_what_people_compare(double number, String words) {
    assertThat(Words.bytes(number)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min", "3660, 1 h 1 min", "93784, 1 d 2 h", "-5, 0 s"})
  void a_length_of_time_has_its_largest_parts(long seconds, String words) {
    assertThat(Words.length(Duration.ofSeconds(seconds))).isEqualTo(words);
  }

  @Test
  void times_and_names_are_those_of_files_and_logs() {
    assertThat(Words.stamp(Instant.parse("2026-03-01T08:00:00.123Z")))
        .isEqualTo("2026-03-01 08:00:00");
    assertThat(Words.name(PoolSettings.FailBack.NEW_SESSIONS)).isEqualTo("new-sessions");
  }
}
