package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.PassiveSettings;

class PassiveWindowTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long start = Long.MAX_VALUE - SECOND;
  private final PassiveWindow window =
      new PassiveWindow(new PassiveSettings(3, Duration.ofSeconds(10)));

  @Test
  void as_many_failures_as_the_limit_within_the_window_are_too_many() {
    assertThat(window.failed(start)).isFalse();
    assertThat(window.failed(start + 5 * SECOND)).isFalse();
    assertThat(window.failed(start + 10 * SECOND)).isTrue();
  }

  @Test
  void failures_that_are_far_apart_are_not() {
    for (int i = 0; i < 20; i++) {
      assertThat(window.failed(start + i * 6L * SECOND)).isFalse();
    }
  }

  @Test
  void a_success_forgets_the_failures_before_it() {
    window.failed(start);
    window.failed(start);
    window.succeeded();
    assertThat(window.failed(start)).isFalse();
    assertThat(window.failed(start)).isFalse();
    assertThat(window.failed(start)).isTrue();
  }

  @Test
  void a_limit_of_one_takes_the_first_failure() {
    var one = new PassiveWindow(new PassiveSettings(1, Duration.ofSeconds(10)));
    assertThat(one.failed(start)).isTrue();
  }

  @Test
  void a_limit_of_zero_switches_it_off() {
    var off = new PassiveWindow(new PassiveSettings(0, Duration.ofSeconds(10)));
    for (int i = 0; i < 100; i++) {
      assertThat(off.failed(start)).isFalse();
    }
  }
}
