package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

class FailBackTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  @Test
  void failover_moves_to_the_next_member_and_stays_when_fail_back_is_never() {
    var fixture = PoolFixture.up(Policy.FAILOVER, FailBack.NEVER, 1, 1, 1);
    fixture.down("m1");
    assertThat(fixture.next()).isEqualTo("m2");
    fixture.up("m1");
    fixture.after(Duration.ofDays(365));
    assertThat(fixture.next()).isEqualTo("m2");
    assertThat(fixture.pool.nextChange()).isEmpty();
  }

  @Test
  void failover_that_never_fails_back_returns_when_the_present_member_fails() {
    var fixture = PoolFixture.up(Policy.FAILOVER, FailBack.NEVER, 1, 1);
    fixture.down("m1");
    fixture.up("m1");
    fixture.down("m2");
    assertThat(fixture.next()).isEqualTo("m1");
    fixture.up("m2");
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILOVER", "ORDERED"})
  void new_sessions_return_after_the_steady_time_and_not_a_moment_before(Policy policy) {
    var fixture = PoolFixture.up(policy, FailBack.NEW_SESSIONS, 1, 1);
    fixture.down("m1");
    fixture.up("m1");
    assertThat(fixture.pool.nextChange()).contains(fixture.now().plus(PoolFixture.STEADY));
    fixture.after(PoolFixture.STEADY.minus(MOMENT));
    assertThat(fixture.next()).isEqualTo("m2");
    fixture.after(MOMENT);
    assertThat(fixture.next()).isEqualTo("m1");
    assertThat(fixture.next("m2")).as("an old session stays").isEqualTo("m2");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILOVER", "ORDERED"})
  void a_relapse_starts_the_steady_time_anew(Policy policy) {
    var fixture = PoolFixture.up(policy, FailBack.NEW_SESSIONS, 1, 1);
    fixture.down("m1");
    fixture.up("m1");
    fixture.after(PoolFixture.STEADY.minus(MOMENT));
    fixture.down("m1");
    fixture.up("m1");
    fixture.after(PoolFixture.STEADY.minus(MOMENT));
    assertThat(fixture.next()).isEqualTo("m2");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILOVER", "ORDERED"})
  void fail_back_all_moves_old_sessions_too_and_says_so(Policy policy) {
    var fixture = PoolFixture.up(policy, FailBack.ALL, 1, 1);
    fixture.down("m1");
    fixture.up("m1");
    assertThat(fixture.next("m2")).isEqualTo("m2");
    fixture.after(PoolFixture.STEADY);
    var decision = fixture.pool.decide(fixture.member("m2"), 0);
    assertThat(decision)
        .isEqualTo(
            new Decision.Chosen(
                fixture.member("m1"),
                new Reason(Reason.Kind.MOVED, "moved: fail-back all returns every session to m1")));
    assertThat(((Decision.Chosen) decision).moved()).isTrue();
  }

  @Test
  void fail_back_all_cuts_what_is_alive_elsewhere_even_in_an_idle_pool() {
    var fixture = PoolFixture.up(Policy.FAILOVER, FailBack.ALL, 1, 1);
    fixture.down("m1");
    List<Cut> cuts = new ArrayList<>();
    fixture.member("m2").sessions().add(cuts::add);
    fixture.up("m1");
    fixture.after(PoolFixture.STEADY);
    assertThat(cuts).isEmpty();
    fixture.set.advance();
    assertThat(cuts).extracting(Cut::kind).containsExactly(Cut.Kind.FAIL_BACK);
  }

  @Test
  void fail_back_all_leaves_a_session_where_its_home_failed_the_request() {
    var fixture = PoolFixture.up(Policy.ORDERED, FailBack.ALL, 1, 1);
    var decision = fixture.pool.decide(fixture.member("m2"), fixture.member("m1").bit());
    assertThat(PoolFixture.text(decision)).isEqualTo("m2");
  }

  @Test
  void ordered_that_never_fails_back_keeps_out_who_was_away_until_resumed() {
    var fixture = PoolFixture.up(Policy.ORDERED, FailBack.NEVER, 1, 1);
    fixture.down("m1");
    fixture.up("m1");
    fixture.after(Duration.ofDays(1));
    assertThat(fixture.next()).isEqualTo("m2");
    fixture.pool.resume(fixture.member("m1"), "anna");
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @ParameterizedTest
  @EnumSource(names = {"RATIO", "ROUND_ROBIN", "LEAST_CONNECTIONS"})
  void a_returning_member_joins_the_others_after_the_steady_time(Policy policy) {
    var fixture = PoolFixture.up(policy, FailBack.NEW_SESSIONS, 1, 1);
    fixture.down("m1");
    fixture.up("m1");
    assertThat(fixture.count(10)).containsOnlyKeys("m2");
    fixture.after(PoolFixture.STEADY);
    assertThat(fixture.count(10)).containsEntry("m1", 5).containsEntry("m2", 5);
  }

  @Test
  void a_returning_member_is_used_at_once_when_it_is_the_last() {
    var fixture = PoolFixture.up(Policy.RATIO, FailBack.NEVER, 1, 1);
    fixture.down("m1");
    fixture.up("m1");
    fixture.down("m2");
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void failover_prefers_a_member_that_was_never_away_to_one_that_is_returning() {
    var fixture = PoolFixture.up(Policy.FAILOVER, FailBack.NEW_SESSIONS, 1, 1, 1);
    fixture.down("m1");
    fixture.up("m1");
    fixture.down("m2");
    assertThat(fixture.next()).isEqualTo("m3");
  }

  @Test
  void a_moved_session_tells_what_happened_to_its_member() {
    var fixture = PoolFixture.up(Policy.FAILOVER, FailBack.NEVER, 1, 1);
    fixture.down("m1");
    assertThat(fixture.pool.decide(fixture.member("m1"), 0).reason())
        .isEqualTo(
            new Reason(
                Reason.Kind.MOVED,
                "moved: its member m1 is down: connection refused; m2 is the incumbent of failover"
                    + " (m1 is down: connection refused); fail-back never"));
  }

  @Test
  void a_session_whose_member_failed_the_request_is_moved() {
    var fixture = PoolFixture.up(Policy.FAILOVER, FailBack.NEVER, 1, 1);
    var decision = fixture.pool.decide(fixture.member("m1"), fixture.member("m1").bit());
    assertThat(PoolFixture.text(decision)).isEqualTo("m2");
    assertThat(decision.reason().text()).startsWith("moved: its member m1 failed this request");
  }

  @Test
  void with_no_healthy_member_it_refuses_and_says_why() {
    var fixture = PoolFixture.up(Policy.FAILOVER, FailBack.NEVER, 1, 1);
    fixture.down("m1");
    fixture.pool.maintenance(fixture.member("m2"), "administrator anna");
    assertThat(fixture.decide())
        .isEqualTo(
            new Decision.Refused(
                new Reason(
                    Reason.Kind.NO_MEMBER,
                    "no member takes new sessions: m1 is down: connection refused;"
                        + " m2 is up, maintenance: administrator anna")));
  }
}
