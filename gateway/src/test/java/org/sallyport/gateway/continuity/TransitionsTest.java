package org.sallyport.gateway.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sallyport.gateway.continuity.ContinuitySettings.Mode;
import org.sallyport.gateway.continuity.Standing.Held;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.Probed;

final class TransitionsTest {
  private static final Probed REACHED = new Probed.Reached();
  private static final Probed GONE = new Probed.Failed(Cause.UNREACHABLE, "refused");
  private static final Probed EXPIRED = new Probed.Failed(Cause.CERTIFICATE, "expired");
  private static final Duration LONGEST = Duration.ofHours(24);

  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  private Standing run(Settings settings, Probed... probes) {
    return run(settings, false, probes);
  }

  private Standing run(Settings settings, boolean peerReaches, Probed... probes) {
    var transitions = new Transitions(settings.build());
    var standing = transitions.begin(now);
    for (var probed : probes) {
      now = now.plusSeconds(1);
      standing = transitions.after(standing, probed, peerReaches, now);
    }
    return standing;
  }

  private State state(Probed... probes) {
    return run(Settings.automatic(), probes).state();
  }

  @Test
  void one_failed_probe_is_a_suspicion_and_the_second_is_enough() {
    assertThat(state()).isEqualTo(State.NORMAL);
    assertThat(state(GONE)).isEqualTo(State.SUSPECTED);
    assertThat(state(GONE, GONE)).isEqualTo(State.CONTINUITY);
    assertThat(state(GONE, REACHED)).isEqualTo(State.NORMAL);
    assertThat(state(GONE, REACHED, GONE)).isEqualTo(State.SUSPECTED);
  }

  @Test
  void it_is_left_when_the_authority_has_answered_twice() {
    assertThat(state(GONE, GONE, REACHED)).isEqualTo(State.RECOVERING);
    assertThat(state(GONE, GONE, REACHED, REACHED)).isEqualTo(State.NORMAL);
    assertThat(state(GONE, GONE, REACHED, GONE)).isEqualTo(State.CONTINUITY);
    assertThat(state(GONE, GONE, REACHED, GONE, REACHED)).isEqualTo(State.RECOVERING);
  }

  @Test
  void a_cause_that_is_not_allowed_never_opens() {
    var standing = run(Settings.automatic(), EXPIRED, EXPIRED, EXPIRED, EXPIRED);
    assertThat(standing.state()).isEqualTo(State.SUSPECTED);
    assertThat(standing.held()).contains(Held.CAUSE);
    assertThat(standing.cause()).contains(Cause.CERTIFICATE);
    assertThat(standing.open(now, LONGEST)).isFalse();
  }

  @Test
  void a_certificate_opens_where_the_administrator_says_so() {
    var settings = Settings.automatic().causes(Cause.UNREACHABLE, Cause.CERTIFICATE);
    assertThat(run(settings, EXPIRED, EXPIRED).state()).isEqualTo(State.CONTINUITY);
  }

  @Test
  void it_is_closed_at_once_when_the_cause_becomes_one_that_is_not_allowed() {
    assertThat(state(GONE, GONE, EXPIRED)).isEqualTo(State.SUSPECTED);
    assertThat(state(GONE, GONE, REACHED, EXPIRED)).isEqualTo(State.SUSPECTED);
  }

  @Test
  void it_stays_closed_while_another_gateway_reaches_the_authority() {
    var standing = run(Settings.automatic(), true, GONE, GONE, GONE);
    assertThat(standing.state()).isEqualTo(State.SUSPECTED);
    assertThat(standing.held()).contains(Held.PEER);
    assertThat(standing.undecided()).isFalse();
  }

  @Test
  void off_never_opens_and_on_never_closes() {
    assertThat(run(Settings.automatic().mode(Mode.OFF), GONE, GONE, GONE).held())
        .contains(Held.MODE);
    var on = run(Settings.automatic().mode(Mode.ON), REACHED, REACHED, REACHED);
    assertThat(on.state()).isEqualTo(State.CONTINUITY);
  }

  @Test
  void it_ends_when_it_has_lasted_for_as_long_as_it_may_and_flapping_does_not_prolong_it() {
    var begun = run(Settings.automatic(), GONE, GONE);
    var flapped = run(Settings.automatic(), GONE, GONE, REACHED, GONE, EXPIRED, GONE, GONE);
    assertThat(flapped.state()).isEqualTo(State.CONTINUITY);
    assertThat(begun.open(begun.since().plus(LONGEST).minusMillis(1), LONGEST)).isTrue();
    assertThat(begun.open(begun.since().plus(LONGEST), LONGEST)).isFalse();
    assertThat(flapped.entered())
        .hasValueSatisfying(at -> assertThat(at).isBefore(flapped.since()));
  }
}
