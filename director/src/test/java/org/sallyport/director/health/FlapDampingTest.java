package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.director.pool.Health;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.HealthCheckSettings.Check;

class FlapDampingTest {
  private static final Finding PASS = new Finding.Passed();
  private static final Finding FAIL = new Finding.Failed("connection refused");

  private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
  private final HealthTracker tracker = tracker(3, Duration.ofMinutes(5));

  private static HealthTracker tracker(int changes, Duration window) {
    var rule = new HealthTracker.Rule("tcp", Checks.of(Check.TCP).rise(1).fall(2).settings());
    var damping = new DampingSettings(changes, window, Duration.ofMinutes(1));
    return new HealthTracker(List.of(rule), damping, null);
  }

  private HealthTracker.Standing feed(Finding... findings) {
    var standing = tracker.standing(now);
    for (var finding : findings) {
      now += Duration.ofSeconds(2).toNanos();
      standing = tracker.accept(0, finding, now);
    }
    return standing;
  }

  @Test
  void a_member_that_goes_down_too_often_is_held_down() {
    feed(PASS, FAIL, FAIL, PASS, FAIL, FAIL, PASS);
    assertThat(feed(FAIL, PASS))
        .isEqualTo(
            new HealthTracker.Standing(
                Health.DOWN,
                "held down for 1m after 3 changes within 5m, the last: connection refused"));
  }

  @Test
  void single_failures_between_passes_count_although_they_never_reach_fall() {
    feed(PASS, FAIL, PASS, FAIL, PASS);
    assertThat(feed().health()).isEqualTo(Health.UP);
    assertThat(feed(FAIL, PASS).health()).isEqualTo(Health.DOWN);
  }

  @Test
  void failures_in_a_row_are_one_change() {
    feed(PASS, FAIL, FAIL, FAIL, FAIL, FAIL);
    assertThat(feed(PASS).health()).isEqualTo(Health.UP);
  }

  @Test
  void changes_outside_the_window_are_forgotten() {
    feed(PASS, FAIL, PASS, FAIL, PASS);
    now += Duration.ofMinutes(5).toNanos();
    assertThat(feed(FAIL, PASS).health()).isEqualTo(Health.UP);
  }

  @Test
  void the_hold_ends_and_a_pass_makes_the_member_up() {
    feed(PASS, FAIL, PASS, FAIL, PASS, FAIL, PASS);
    now += Duration.ofSeconds(53).toNanos();
    assertThat(feed(PASS).health()).isEqualTo(Health.DOWN);
    now += Duration.ofSeconds(5).toNanos();
    assertThat(feed(PASS).health()).isEqualTo(Health.UP);
  }

  @Test
  void after_a_hold_the_count_begins_anew() {
    feed(PASS, FAIL, PASS, FAIL, PASS, FAIL, PASS);
    now += Duration.ofMinutes(1).toNanos();
    assertThat(feed(PASS, FAIL, PASS, FAIL, PASS).health()).isEqualTo(Health.UP);
    assertThat(feed(FAIL).health()).isEqualTo(Health.DOWN);
  }

  @Test
  void failures_during_a_hold_do_not_prolong_it() {
    feed(PASS, FAIL, PASS, FAIL, PASS, FAIL, PASS, FAIL, PASS, FAIL, PASS, FAIL);
    now += Duration.ofMinutes(1).toNanos();
    assertThat(feed(PASS).health()).isEqualTo(Health.UP);
  }

  @Test
  void failures_of_live_traffic_are_changes_too() {
    for (int i = 0; i < 3; i++) {
      feed(PASS);
      tracker.trip("live traffic failed", now);
    }
    assertThat(feed(PASS, PASS).cause()).startsWith("held down for 1m");
  }

  @Test
  void a_failed_check_after_failed_traffic_is_the_same_change() {
    feed(PASS);
    tracker.trip("live traffic failed", now);
    feed(FAIL, PASS);
    tracker.trip("live traffic failed", now);
    assertThat(feed(FAIL, PASS).health()).isEqualTo(Health.UP);
  }

  @Test
  void no_changes_in_the_settings_means_no_damping() {
    var damping = new FlapDamping(new DampingSettings(0, Duration.ofHours(1), Duration.ofHours(1)));
    for (int i = 0; i < 100; i++) {
      assertThat(damping.changed(now)).isFalse();
    }
    assertThat(damping.holds(now)).isFalse();
  }
}
