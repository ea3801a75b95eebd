package org.sallyport.director.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Durations;
import org.sallyport.director.pool.Health;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.HealthCheckSettings;

/**
 * The standing of one member: the states of its checks, flap damping and passive signals made into
 * one health with its cause. Pure: time comes in with each call, as of {@link System#nanoTime}. Not
 * safe for use by several threads.
 */
final class HealthTracker {

  /** A health and why. */
  record Standing(Health health, String cause) {}

  /** What a check is called in causes, and what it is. */
  record Rule(String name, HealthCheckSettings settings) {}

  private final List<Rule> rules;
  private final List<CheckTracker> checks = new ArrayList<>();
  private final DampingSettings settings;
  private final FlapDamping damping;
  private @Nullable String holdCause;
  private int lastChanged;

  /**
   * A tracker of those checks.
   *
   * @param former the tracker before a reload: checks that are the same go on where they were, and
   *     one that is new does not take a member that is up out of service before it has run
   */
  HealthTracker(List<Rule> rules, DampingSettings damping, @Nullable HealthTracker former) {
    this.rules = List.copyOf(rules);
    this.settings = damping;
    if (former != null && former.settings.equals(damping)) {
      this.damping = former.damping;
      this.holdCause = former.holdCause;
    } else {
      this.damping = new FlapDamping(damping);
    }
    for (var rule : rules) {
      var known = former == null ? null : former.tracker(rule.settings());
      checks.add(known != null ? known : fresh(rule.settings(), former));
    }
  }

  private static CheckTracker fresh(HealthCheckSettings settings, @Nullable HealthTracker former) {
    boolean serving = former != null && former.checks.stream().allMatch(CheckTracker::serves);
    return new CheckTracker(settings.rise(), settings.fall(), serving);
  }

  private @Nullable CheckTracker tracker(HealthCheckSettings settings) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).settings().equals(settings)) {
        return checks.get(i);
      }
    }
    return null;
  }

  /** Takes the result of the check with that index. */
  Standing accept(int check, Finding finding, long now) {
    boolean wasGood = allPassedLast();
    var tracker = checks.get(check);
    boolean unchecked = tracker.state() == CheckTracker.State.UNCHECKED;
    if (tracker.accept(finding)) {
      lastChanged = check;
    }
    if (wasGood && !unchecked && finding instanceof Finding.Failed(var why)) {
      changed(named(check, why), now);
    }
    return standing(now);
  }

  /** Live traffic failed too often: down until every check has passed {@code rise} times. */
  Standing trip(String why, long now) {
    boolean wasGood = allPassedLast();
    for (var check : checks) {
      check.fail(why);
    }
    if (wasGood) {
      changed(why, now);
    }
    return standing(now);
  }

  /** The standing as of now. */
  Standing standing(long now) {
    int failing = first(CheckTracker.State.FAILING);
    if (holdCause != null && damping.holds(now)) {
      return new Standing(Health.DOWN, holdCause);
    }
    if (failing >= 0) {
      return of(Health.DOWN, failing);
    }
    int unchecked = first(CheckTracker.State.UNCHECKED);
    if (unchecked >= 0) {
      return of(Health.UNCHECKED, unchecked);
    }
    int degraded = first(CheckTracker.State.DEGRADED);
    return degraded >= 0 ? of(Health.DEGRADED, degraded) : of(Health.UP, lastChanged);
  }

  /** The state of the check with that index. */
  CheckTracker check(int index) {
    return checks.get(index);
  }

  private void changed(String why, long now) {
    if (damping.changed(now)) {
      holdCause =
          "held down for %s after %d changes within %s, the last: %s"
              .formatted(
                  Durations.format(settings.hold()),
                  settings.changes(),
                  Durations.format(settings.window()),
                  why);
    }
  }

  private boolean allPassedLast() {
    for (var check : checks) {
      if (check.failedLast()) {
        return false;
      }
    }
    return true;
  }

  private int first(CheckTracker.State state) {
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).state() == state) {
        return i;
      }
    }
    return -1;
  }

  private Standing of(Health health, int check) {
    return new Standing(health, named(check, checks.get(check).cause()));
  }

  private String named(int check, String cause) {
    return checks.size() == 1 ? cause : rules.get(check).name() + ": " + cause;
  }
}
