package org.sallyport.gateway.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testkit.MutableClock;

final class KnownFactorsTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final KnownFactors known = new KnownFactors(clock, Duration.ofMinutes(1));

  @ParameterizedTest
  @MethodSource("lasting")
  void that_somebody_has_a_second_factor_is_known_for_as_long_as_nobody_answers(Enrolment heard) {
    known.hear("ada", heard);
    clock.advance(Duration.ofDays(1));
    assertThat(known.recent("ada")).isEmpty();
    assertThat(known.last("ada")).isEqualTo(heard);
  }

  static Set<Enrolment> lasting() {
    return Set.of(new Enrolment.Enrolled(Set.of(6), true), new Enrolment.Barred());
  }

  @ParameterizedTest
  @MethodSource("fleeting")
  void that_somebody_has_none_is_believed_no_longer_than_usual(Enrolment heard) {
    known.hear("ada", heard);
    clock.advance(Duration.ofSeconds(59));
    assertThat(known.last("ada")).isEqualTo(heard);
    clock.advance(Duration.ofSeconds(1));
    assertThat(known.last("ada")).isEqualTo(new Enrolment.Unheard());
  }

  static Set<Enrolment> fleeting() {
    return Set.of(new Enrolment.None(), new Enrolment.Stranger());
  }

  @Test
  void of_whom_nothing_was_heard_nothing_is_known() {
    assertThat(known.last("ada")).isEqualTo(new Enrolment.Unheard());
  }
}
