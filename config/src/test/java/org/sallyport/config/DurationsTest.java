package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
  @ParameterizedTest
  @CsvSource({"0s,0s", "0ms,0s", "1500ms,1500ms", "60s,1m", "90m,90m", "24h,1d", "36500d,36500d"})
  void a_duration_is_written_in_the_largest_unit_that_keeps_it_whole(String text, String written) {
    assertThat(Durations.format(Durations.parse(text))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "1.5s", "1w", "1h30m", "5S", "9999999999s"})
  void anything_but_a_number_and_a_unit_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageStartingWith("expected a duration with its unit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"36501d", "999999999h"})
  void a_duration_fits_in_nanoseconds(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessage("expected at most 36500d");
  }
}
