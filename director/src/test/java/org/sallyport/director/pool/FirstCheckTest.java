package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

class FirstCheckTest {
  private final PoolFixture fixture =
      new PoolFixture(PoolFixture.settings(Policy.FAILOVER, FailBack.NEVER, 1, 1, 1));

  @Test
  void a_session_waits_while_no_member_has_been_checked() {
    assertThat(fixture.next()).isEqualTo("wait");
  }

  @Test
  void an_unchecked_member_is_not_used_while_another_has_passed() {
    fixture.up("m3");
    assertThat(fixture.next()).isEqualTo("m3");
  }

  @Test
  void a_session_waits_for_the_rest_when_the_first_verdict_is_down() {
    fixture.down("m1");
    assertThat(fixture.next()).isEqualTo("wait");
    fixture.down("m2");
    fixture.down("m3");
    assertThat(fixture.next()).isEqualTo("refused");
  }

  @Test
  void who_waits_is_woken_by_the_first_verdict() {
    List<String> woken = new ArrayList<>();
    fixture.pool.whenVerdict((Decision.Wait) fixture.decide(), () -> woken.add(fixture.next()));
    assertThat(woken).isEmpty();
    fixture.up("m2");
    fixture.up("m3");
    assertThat(woken).containsExactly("m2");
  }

  @Test
  void who_comes_to_wait_after_the_verdict_is_woken_at_once() {
    var wait = (Decision.Wait) fixture.decide();
    fixture.up("m2");
    List<String> woken = new ArrayList<>();
    fixture.pool.whenVerdict(wait, () -> woken.add(fixture.next()));
    assertThat(woken).containsExactly("m2");
  }

  @Test
  void the_member_that_answers_first_does_not_take_the_place_of_the_preferred_one() {
    fixture.up("m2");
    fixture.up("m1");
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void the_remembered_incumbent_is_active_again_once_it_has_passed() {
    var restarted =
        new PoolFixture(
            PoolFixture.settings(Policy.FAILOVER, FailBack.NEVER, 1, 1),
            new PoolMemory(Optional.of("m2"), false, Map.of()));
    restarted.up("m1");
    assertThat(restarted.next()).isEqualTo("m1");
    restarted.up("m2");
    assertThat(restarted.next()).isEqualTo("m2");
  }

  @Test
  void a_pinned_session_waits_for_the_verdict_on_its_own_member() {
    fixture.up("m1");
    var wait = (Decision.Wait) fixture.pool.decide(fixture.member("m2"), 0);
    assertThat(wait.member()).isEqualTo(fixture.member("m2"));
    fixture.up("m2");
    assertThat(fixture.next("m2")).isEqualTo("m2");
  }

  @Test
  void a_pinned_session_that_has_waited_long_enough_is_moved() {
    fixture.up("m1");
    var decision = fixture.pool.decide(fixture.member("m2"), fixture.member("m2").bit());
    assertThat(PoolFixture.text(decision)).isEqualTo("m1");
  }

  @Test
  void nobody_waits_for_a_member_in_maintenance() {
    fixture.down("m1");
    fixture.down("m2");
    List<String> woken = new ArrayList<>();
    fixture.pool.whenVerdict((Decision.Wait) fixture.decide(), () -> woken.add(fixture.next()));
    fixture.pool.maintenance(fixture.member("m3"), "anna");
    assertThat(woken).containsExactly("refused");
  }
}
