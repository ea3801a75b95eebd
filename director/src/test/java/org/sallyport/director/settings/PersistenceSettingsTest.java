package org.sallyport.director.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.PersistenceSettings.Mode;

final class PersistenceSettingsTest {
  private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));

  @Test
  void an_entry_slides_for_eight_hours_where_nothing_is_said() {
    var persistence = lasting(Optional.empty(), Optional.empty());

    assertThat(persistence.sliding()).contains(Duration.ofHours(8));
    assertThat(persistence.absolute()).isEmpty();
  }

  @Test
  void an_entry_with_an_age_does_not_slide() {
    var persistence = lasting(HOUR, Optional.empty());

    assertThat(persistence.sliding()).isEmpty();
    assertThat(persistence.absolute()).isEqualTo(HOUR);
  }

  @Test
  void an_entry_with_an_idle_time_has_no_age() {
    var persistence = lasting(Optional.empty(), HOUR);

    assertThat(persistence.sliding()).isEqualTo(HOUR);
    assertThat(persistence.absolute()).isEmpty();
  }

  private static PersistenceSettings lasting(Optional<Duration> age, Optional<Duration> idle) {
    return new PersistenceSettings(By.SOURCE_ADDRESS, Mode.LEARN, "ovidCookie", age, idle, 32, 64);
  }
}
