package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.director.health.HealthTracker.Standing;
import org.sallyport.director.pool.Health;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.HealthCheckSettings.Check;

class HealthTrackerTest {
  private static final Finding PASS = new Finding.Passed();
  private static final Finding FAIL = new Finding.Failed("connection refused");
  private static final Finding BUSY = new Finding.Degraded("LDAP bind: busy (51)");
  private static final DampingSettings UNDAMPED =
      new DampingSettings(0, Duration.ofMinutes(5), Duration.ofMinutes(1));

  private long now = Duration.ofDays(-40_000).toNanos();

  private static HealthTracker tracker(int rise, int fall) {
    return new HealthTracker(List.of(rule("http /", rise, fall)), UNDAMPED, null);
  }

  private static HealthTracker.Rule rule(String name, int rise, int fall) {
    return new HealthTracker.Rule(name, Checks.of(Check.HTTP).rise(rise).fall(fall).settings());
  }

  private Standing feed(HealthTracker tracker, Finding... findings) {
    var standing = tracker.standing(now);
    for (var finding : findings) {
      now += Duration.ofSeconds(2).toNanos();
      standing = tracker.accept(0, finding, now);
    }
    return standing;
  }

  @Test
  void a_member_is_unchecked_until_its_first_result() {
    assertThat(feed(tracker(2, 2))).isEqualTo(new Standing(Health.UNCHECKED, "not checked yet"));
  }

  @Test
  void the_first_pass_makes_a_member_up_whatever_rise_says() {
    assertThat(feed(tracker(5, 2), PASS))
        .isEqualTo(new Standing(Health.UP, "the first check passed"));
  }

  @Test
  void the_first_failure_makes_a_member_down_whatever_fall_says() {
    assertThat(feed(tracker(2, 5), FAIL))
        .isEqualTo(new Standing(Health.DOWN, "connection refused"));
  }

  @Test
  void a_first_complaint_makes_a_member_degraded() {
    assertThat(feed(tracker(2, 2), BUSY))
        .isEqualTo(new Standing(Health.DEGRADED, "LDAP bind: busy (51)"));
  }

  @Test
  void fewer_failures_than_fall_leave_a_member_up() {
    assertThat(feed(tracker(2, 3), PASS, FAIL, FAIL).health()).isEqualTo(Health.UP);
  }

  @Test
  void fall_failures_in_a_row_make_a_member_down() {
    assertThat(feed(tracker(2, 3), PASS, FAIL, FAIL, FAIL).health()).isEqualTo(Health.DOWN);
  }

  @Test
  void a_pass_in_between_begins_the_count_to_fall_anew() {
    assertThat(feed(tracker(2, 3), PASS, FAIL, FAIL, PASS, FAIL, FAIL).health())
        .isEqualTo(Health.UP);
  }

  @Test
  void rise_passes_in_a_row_make_a_member_up_again() {
    var tracker = tracker(3, 1);
    assertThat(feed(tracker, FAIL, PASS, PASS).health()).isEqualTo(Health.DOWN);
    assertThat(feed(tracker, PASS)).isEqualTo(new Standing(Health.UP, "3 checks in a row passed"));
  }

  @Test
  void a_failure_in_between_begins_the_count_to_rise_anew() {
    assertThat(feed(tracker(2, 1), FAIL, PASS, FAIL, PASS).health()).isEqualTo(Health.DOWN);
  }

  @Test
  void a_complaint_counts_as_alive_towards_rise() {
    assertThat(feed(tracker(2, 1), FAIL, PASS, BUSY).health()).isEqualTo(Health.DEGRADED);
  }

  @Test
  void a_degraded_member_is_up_after_one_pass() {
    assertThat(feed(tracker(3, 2), PASS, BUSY, PASS))
        .isEqualTo(new Standing(Health.UP, "the check passed again"));
  }

  @Test
  void the_cause_of_a_member_that_is_down_follows_the_latest_failure() {
    assertThat(feed(tracker(2, 1), FAIL, new Finding.Failed("status 503")).cause())
        .isEqualTo("status 503");
  }

  @Test
  void every_sequence_of_results_obeys_rise_and_fall() {
    for (int rise = 1; rise <= 3; rise++) {
      for (int fall = 1; fall <= 3; fall++) {
        for (int bits = 0; bits < 1 << 10; bits++) {
          check(rise, fall, bits);
        }
      }
    }
  }

  private void check(int rise, int fall, int bits) {
    var tracker = tracker(rise, fall);
    var results = new ArrayList<Boolean>();
    boolean up = false;
    for (int i = 0; i < 10; i++) {
      boolean pass = (bits >> i & 1) == 1;
      results.add(pass);
      up = i == 0 ? pass : up ? !endsWith(results, false, fall) : endsWith(results, true, rise);
      var health = feed(tracker, pass ? PASS : FAIL).health();
      assertThat(health).as("%s", results).isEqualTo(up ? Health.UP : Health.DOWN);
    }
  }

  private static boolean endsWith(List<Boolean> results, boolean value, int times) {
    return results.size() >= times
        && results.subList(results.size() - times, results.size()).stream()
            .allMatch(result -> result == value);
  }

  @Test
  void a_member_with_several_checks_is_up_only_when_all_pass() {
    var tracker = new HealthTracker(List.of(rule("tcp", 1, 1), rule("smtp", 1, 1)), UNDAMPED, null);
    assertThat(tracker.accept(0, PASS, now).health()).isEqualTo(Health.UNCHECKED);
    assertThat(tracker.accept(1, PASS, now))
        .isEqualTo(new Standing(Health.UP, "smtp: the first check passed"));
    assertThat(tracker.accept(1, FAIL, now))
        .isEqualTo(new Standing(Health.DOWN, "smtp: connection refused"));
    assertThat(tracker.accept(0, PASS, now).health()).isEqualTo(Health.DOWN);
    assertThat(tracker.accept(1, BUSY, now).health()).isEqualTo(Health.DEGRADED);
  }

  @Test
  void one_failing_check_is_enough_before_the_others_have_run() {
    var tracker = new HealthTracker(List.of(rule("tcp", 1, 1), rule("smtp", 1, 1)), UNDAMPED, null);
    assertThat(tracker.accept(1, FAIL, now).health()).isEqualTo(Health.DOWN);
  }

  @Test
  void live_traffic_takes_a_member_down_until_rise_checks_have_passed() {
    var tracker = tracker(2, 3);
    feed(tracker, PASS, PASS);
    assertThat(tracker.trip("live traffic failed", now))
        .isEqualTo(new Standing(Health.DOWN, "live traffic failed"));
    assertThat(feed(tracker, PASS).health()).isEqualTo(Health.DOWN);
    assertThat(feed(tracker, PASS).health()).isEqualTo(Health.UP);
  }

  @Test
  void a_check_that_goes_on_after_a_reload_keeps_its_state() {
    var before = tracker(2, 2);
    feed(before, PASS, FAIL);
    var after = new HealthTracker(List.of(rule("http /", 2, 2)), UNDAMPED, before);
    assertThat(after.standing(now).health()).isEqualTo(Health.UP);
    assertThat(feed(after, FAIL).health()).isEqualTo(Health.DOWN);
  }

  @Test
  void a_check_that_a_reload_adds_does_not_take_a_serving_member_out() {
    var before = tracker(2, 2);
    feed(before, PASS);
    var after = new HealthTracker(List.of(rule("smtp", 2, 3)), UNDAMPED, before);
    assertThat(after.standing(now).health()).isEqualTo(Health.UP);
    assertThat(feed(after, FAIL, FAIL).health()).isEqualTo(Health.UP);
    assertThat(feed(after, FAIL).health()).isEqualTo(Health.DOWN);
  }

  @Test
  void a_check_that_a_reload_adds_is_awaited_where_the_member_did_not_serve() {
    var before = tracker(2, 2);
    feed(before, FAIL);
    var after = new HealthTracker(List.of(rule("smtp", 2, 3)), UNDAMPED, before);
    assertThat(after.standing(now).health()).isEqualTo(Health.UNCHECKED);
  }
}
