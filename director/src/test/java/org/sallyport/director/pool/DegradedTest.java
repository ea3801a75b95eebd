package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

class DegradedTest {
  /** (2 s and a tenth, and 1 s for the check) twice. */
  private static final Duration SETTLED = Duration.ofMillis(6400);

  private static final Duration MOMENT = Duration.ofMillis(1);

  private static PoolFixture checked(Policy policy) {
    return checked(policy, 1, 1);
  }

  private static PoolFixture checked(Policy policy, int... weights) {
    var members = PoolFixture.settings(policy, FailBack.NEW_SESSIONS, weights).members();
    var fixture =
        new PoolFixture(
            PoolFixture.settings(policy, FailBack.NEW_SESSIONS, members, List.of(smtp())));
    members.keySet().forEach(fixture::up);
    return fixture;
  }

  @Test
  void a_degraded_member_takes_no_new_sessions_while_another_is_up() {
    var fixture = checked(Policy.FAILOVER);
    fixture.degraded("m1");
    fixture.after(SETTLED);
    assertThat(fixture.next()).isEqualTo("m2");
  }

  @Test
  void a_degraded_member_keeps_its_sessions() {
    var fixture = checked(Policy.FAILOVER);
    fixture.degraded("m1");
    fixture.after(SETTLED);
    assertThat(fixture.next("m1")).isEqualTo("m1");
  }

  @Test
  void members_that_are_degraded_one_after_the_other_share_the_cause_and_nobody_moves() {
    var fixture = checked(Policy.FAILOVER);
    fixture.degraded("m1");
    fixture.after(SETTLED.minus(MOMENT));
    assertThat(fixture.next()).isEqualTo("m1");
    fixture.degraded("m2");
    fixture.after(MOMENT);
    assertThat(fixture.next()).isEqualTo("m1");
    fixture.after(SETTLED);
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void members_that_recover_one_after_the_other_move_nobody_either() {
    var fixture = checked(Policy.FAILOVER);
    fixture.degraded("m1");
    fixture.degraded("m2");
    fixture.after(SETTLED);
    assertThat(fixture.next()).isEqualTo("m1");
    fixture.up("m2");
    fixture.after(SETTLED.minus(MOMENT));
    assertThat(fixture.next()).isEqualTo("m1");
    fixture.up("m1");
    fixture.after(MOMENT);
    assertThat(fixture.next()).isEqualTo("m1");
    fixture.after(SETTLED);
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void steps_of_ever_more_members_do_not_put_off_the_first_for_ever() {
    var fixture = checked(Policy.FAILOVER, 1, 1, 1, 1, 1);
    for (var name : List.of("m1", "m2", "m3", "m4")) {
      fixture.degraded(name);
      assertThat(fixture.next()).isEqualTo("m1");
      fixture.after(SETTLED.minus(MOMENT));
    }
    assertThat(fixture.next()).isEqualTo("m5");
  }

  @Test
  void members_that_are_all_degraded_count_as_up() {
    var fixture = checked(Policy.RATIO);
    fixture.degraded("m1");
    fixture.degraded("m2");
    fixture.after(SETTLED);
    assertThat(fixture.count(10)).isEqualTo(Map.of("m1", 5, "m2", 5));
  }

  @Test
  void a_degraded_member_takes_over_at_once_from_one_that_goes_down() {
    var fixture = checked(Policy.FAILOVER);
    fixture.degraded("m2");
    fixture.down("m1");
    assertThat(fixture.next()).isEqualTo("m2");
  }

  private static List<PoolEvent.SharedCause> shared(PoolFixture fixture) {
    return fixture.events.stream()
        .filter(PoolEvent.SharedCause.class::isInstance)
        .map(PoolEvent.SharedCause.class::cast)
        .toList();
  }

  @Test
  void a_shared_cause_is_said_once_when_it_begins_and_once_when_it_is_over() {
    var fixture = checked(Policy.FAILOVER);
    fixture.degraded("m1");
    fixture.degraded("m2");
    assertThat(fixture.pool.sharedCause()).isEmpty();
    fixture.after(SETTLED);
    assertThat(fixture.pool.sharedCause())
        .contains(
            "every member that takes sessions is degraded, so the cause is shared and nobody is"
                + " moved: passed");
    assertThat(fixture.pool.explain(null, Optional.empty()).sharedCause())
        .isEqualTo(fixture.pool.sharedCause());
    fixture.after(SETTLED);
    fixture.pool.advance();
    assertThat(shared(fixture)).extracting(PoolEvent.SharedCause::begins).containsExactly(true);
    fixture.up("m2");
    fixture.after(SETTLED);
    fixture.pool.advance();
    assertThat(fixture.pool.sharedCause()).isEmpty();
    assertThat(shared(fixture))
        .extracting(PoolEvent.SharedCause::begins, PoolEvent::cause)
        .last()
        .isEqualTo(tuple(false, "m1 is degraded: passed; m2 is up"));
  }

  @Test
  void one_member_that_is_degraded_alone_shares_no_cause() {
    var fixture = checked(Policy.FAILOVER);
    fixture.degraded("m1");
    fixture.after(SETTLED);
    assertThat(fixture.pool.sharedCause()).isEmpty();
    fixture.down("m2");
    assertThat(fixture.next()).isEqualTo("m1");
    assertThat(fixture.pool.sharedCause()).isEmpty();
    assertThat(shared(fixture)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_cause_that_was_not_shared_at_first_takes_nobody_back(FailBack failBack) {
    var members = PoolFixture.settings(Policy.FAILOVER, failBack, 1, 1).members();
    var fixture =
        new PoolFixture(PoolFixture.settings(Policy.FAILOVER, failBack, members, List.of(smtp())));
    members.keySet().forEach(fixture::up);
    fixture.degraded("m1");
    fixture.after(SETTLED);
    assertThat(fixture.next()).isEqualTo("m2");
    fixture.degraded("m2");
    fixture.after(SETTLED);
    assertThat(fixture.pool.sharedCause()).isPresent();
    assertThat(fixture.next()).isEqualTo("m2");
    assertThat(fixture.next("m1")).isEqualTo("m1");
    assertThat(fixture.next("m2")).isEqualTo("m2");
  }

  private static HealthCheckSettings smtp() {
    return new HealthCheckSettings(
        Check.SMTP,
        Optional.empty(),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        2,
        2,
        "/",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
