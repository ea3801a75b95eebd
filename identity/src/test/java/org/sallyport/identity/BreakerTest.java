package org.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.MutableClock;

final class BreakerTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final Breaker breaker = new Breaker(clock, Duration.ofSeconds(2));

  @Test
  void it_opens_once_and_remembers_since_when() {
    assertThat(breaker.open("refused", false)).isTrue();
    clock.advance(Duration.ofSeconds(5));
    assertThat(breaker.open("refused again", false)).isFalse();
    assertThat(breaker.failure().orElseThrow().since())
        .isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    assertThat(breaker.close()).isTrue();
    assertThat(breaker.close()).isFalse();
    assertThat(breaker.closed()).isTrue();
  }

  @Test
  void a_trial_is_due_after_the_recovery_time() {
    assertThat(breaker.due()).isTrue();
    breaker.open("refused", false);
    assertThat(breaker.due()).isFalse();
    clock.advance(Duration.ofSeconds(2));
    assertThat(breaker.due()).isTrue();
  }

  @Test
  void a_server_that_refuses_the_stores_own_bind_is_left_alone_for_longer() {
    breaker.open("bind-dn", true);
    clock.advance(Duration.ofSeconds(59));
    assertThat(breaker.due()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(breaker.due()).isTrue();
  }
}
