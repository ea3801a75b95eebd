package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

class AdministrationTest {
  private final PoolFixture fixture =
      PoolFixture.up(Policy.FAILOVER, FailBack.NEW_SESSIONS, 1, 1, 1);
  private final List<Cut> cuts = new ArrayList<>();

  private Member m(int number) {
    return fixture.member("m" + number);
  }

  @Test
  void a_draining_member_keeps_old_sessions_and_takes_no_new_ones() {
    m(1).sessions().add(cuts::add);
    fixture.pool.drain(m(1), "anna");
    assertThat(fixture.next("m1")).isEqualTo("m1");
    assertThat(fixture.next()).isEqualTo("m2");
    assertThat(cuts).isEmpty();
  }

  @Test
  void a_draining_member_that_goes_down_loses_its_sessions() {
    fixture.pool.drain(m(1), "anna");
    fixture.down("m1");
    assertThat(fixture.next("m1")).isEqualTo("m2");
  }

  @Test
  void maintenance_moves_old_sessions_and_cuts_those_alive() {
    m(1).sessions().add(cuts::add);
    fixture.pool.maintenance(m(1), "administrator anna through API");
    assertThat(fixture.next("m1")).isEqualTo("m2");
    assertThat(cuts)
        .containsExactly(new Cut(Cut.Kind.MAINTENANCE, "administrator anna through API"));
  }

  @Test
  void a_resumed_member_takes_sessions_again() {
    fixture.pool.maintenance(m(1), "anna");
    assertThat(fixture.pool.resume(m(1), "anna")).isEqualTo(new AdminOutcome.Done("m1 is up"));
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void resume_ends_the_steady_time() {
    fixture.down("m1");
    fixture.up("m1");
    assertThat(fixture.next()).isEqualTo("m2");
    fixture.pool.resume(m(1), "anna");
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void a_switch_moves_new_sessions_and_fail_back_leaves_it_alone() {
    assertThat(fixture.pool.switchTo(m(2), "anna"))
        .isEqualTo(new AdminOutcome.Done("new sessions of pool go to m2"));
    fixture.after(PoolFixture.STEADY.multipliedBy(10));
    assertThat(fixture.next()).isEqualTo("m2");
    assertThat(fixture.next("m1")).isEqualTo("m1");
  }

  @Test
  void a_switch_moves_old_sessions_too_under_fail_back_all() {
    var all = PoolFixture.up(Policy.FAILOVER, FailBack.ALL, 1, 1);
    all.member("m1").sessions().add(cuts::add);
    all.pool.switchTo(all.member("m2"), "anna");
    assertThat(all.next("m1")).isEqualTo("m2");
    assertThat(cuts).hasSize(1);
  }

  @Test
  void a_switch_ends_when_its_member_fails() {
    fixture.pool.switchTo(m(3), "anna");
    fixture.down("m3");
    assertThat(fixture.next()).isEqualTo("m1");
    fixture.up("m3");
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void a_switch_ends_when_its_member_is_resumed() {
    fixture.pool.switchTo(m(2), "anna");
    fixture.pool.resume(m(2), "anna");
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void a_switch_to_a_member_that_is_down_is_refused() {
    fixture.down("m2");
    assertThat(fixture.pool.switchTo(m(2), "anna"))
        .isEqualTo(
            new AdminOutcome.Refused("m2 cannot take sessions: it is down: connection refused"));
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void a_switch_in_a_pool_without_an_incumbent_is_refused() {
    var ordered = PoolFixture.up(Policy.ORDERED, FailBack.NEVER, 1, 1);
    assertThat(ordered.pool.switchTo(ordered.member("m2"), "anna"))
        .isInstanceOf(AdminOutcome.Refused.class);
  }

  @Test
  void what_administrators_said_and_the_incumbent_survive_a_restart() {
    fixture.pool.drain(m(3), "administrator anna");
    fixture.pool.switchTo(m(2), "anna");
    var restarted = new PoolFixture(fixture.pool.settings(), fixture.pool.memory());
    for (var name : List.of("m1", "m2", "m3")) {
      restarted.up(name);
    }
    assertThat(restarted.next()).isEqualTo("m2");
    assertThat(restarted.member("m3").status().admin()).isEqualTo(Admin.DRAIN);
    assertThat(restarted.pool.memory()).isEqualTo(fixture.pool.memory());
  }

  @Test
  void every_change_is_told_with_its_cause_in_order() {
    fixture.pool.report(m(1), Health.DOWN, "connection refused");
    assertThat(fixture.events)
        .satisfiesExactly(
            first -> {
              var changed = (PoolEvent.MemberChanged) first;
              assertThat(changed.from().health()).isEqualTo(Health.UP);
              assertThat(changed.to().health()).isEqualTo(Health.DOWN);
              assertThat(changed.cause()).isEqualTo("connection refused");
              assertThat(changed.at()).isEqualTo(fixture.now());
            },
            second -> {
              var changed = (PoolEvent.IncumbentChanged) second;
              assertThat(changed.from()).isEqualTo(m(1));
              assertThat(changed.to()).isEqualTo(m(2));
              assertThat(changed.cause()).contains("m1 is down: connection refused");
            });
  }

  @Test
  void the_same_verdict_again_is_no_event() {
    fixture.report("m1", Health.UP);
    fixture.pool.report(m(1), Health.UP, "passed in another way");
    assertThat(fixture.events).isEmpty();
    assertThat(m(1).status().cause()).isEqualTo("passed in another way");
  }

  @Test
  void the_sessions_of_a_dead_member_are_cut_with_the_cause() {
    m(1).sessions().add(cuts::add);
    fixture.down("m1");
    assertThat(cuts).containsExactly(new Cut(Cut.Kind.MEMBER_DOWN, "connection refused"));
  }

  @Test
  void a_session_that_comes_to_a_dead_member_late_is_cut() {
    fixture.down("m1");
    m(1).sessions().add(cuts::add);
    assertThat(cuts).hasSize(1);
  }

  @Test
  void a_session_that_has_ended_is_not_cut() {
    MemberSession session = cuts::add;
    m(1).sessions().add(session);
    m(1).sessions().remove(session);
    fixture.down("m1");
    assertThat(cuts).isEmpty();
    assertThat(m(1).sessions().size()).isZero();
  }

  @Test
  void explain_tells_the_member_why_until_when_and_what_would_move_it() {
    fixture.down("m3");
    var explanation = fixture.pool.explain(m(2), Optional.of(fixture.now()));
    assertThat(explanation.policy()).isEqualTo("failover, fail-back new-sessions");
    assertThat(explanation.member()).contains("m2");
    assertThat(explanation.reason()).isEqualTo("kept on m2 by persistence");
    assertThat(explanation.until()).isEqualTo("until 2026-03-01T12:00:00Z if it is not used again");
    assertThat(explanation.wouldMove())
        .containsExactly(
            "m2 goes down, or an administrator puts it into maintenance",
            "the persistence entry ends or is cleared");
    assertThat(explanation.members())
        .extracting(Explanation.State::name, Explanation.State::standing)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("m1", "takes new sessions"),
            org.assertj.core.groups.Tuple.tuple("m2", "takes new sessions"),
            org.assertj.core.groups.Tuple.tuple("m3", "takes nothing"));
  }
}
