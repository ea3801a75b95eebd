package org.sallyport.gateway.continuity;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.gateway.continuity.ContinuitySettings.Mode;
import org.sallyport.gateway.continuity.Standing.Held;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Probed;

/**
 * The state machine of continuity as a pure function: where it stands and what a probe found become
 * where it stands next.
 *
 * <pre>
 *            fails                    fails {@code fall} times, nothing holds
 *   normal ─────────► suspected ─────────────────────────────────► continuity
 *      ▲                 │ ▲                                          │   ▲
 *      │    answers      │ │   a cause that is not allowed, a peer    │   │ fails
 *      ├─────────────────┘ └──────────────────────────────────────────┤   │
 *      │                                                     answers  ▼   │
 *      └───────────────────────────────────────────────────────── recovering
 *                        answers {@code rise} times
 * </pre>
 */
final class Transitions {
  private final ContinuitySettings settings;

  Transitions(ContinuitySettings settings) {
    this.settings = settings;
  }

  /** Where it begins. */
  Standing begin(Instant now) {
    boolean on = settings.mode() == Mode.ON;
    return new Standing(
        on ? State.CONTINUITY : State.NORMAL,
        now,
        on ? Optional.of(now) : Optional.empty(),
        0,
        !on,
        Optional.empty(),
        on ? "switched on by the administrator" : "",
        Optional.empty());
  }

  /**
   * Where it stands after a probe.
   *
   * @param peerReaches whether another gateway reaches the authority
   */
  Standing after(Standing before, Probed probed, boolean peerReaches, Instant now) {
    if (settings.mode() == Mode.ON) {
      return before;
    }
    return switch (probed) {
      case Probed.Reached() -> reached(before, now);
      case Probed.Failed failed -> failed(before, failed, peerReaches, now);
    };
  }

  private Standing reached(Standing before, Instant now) {
    return switch (before.state()) {
      case NORMAL, SUSPECTED -> normal(before, now);
      case CONTINUITY, RECOVERING -> {
        int streak = before.state() == State.RECOVERING ? before.streak() + 1 : 1;
        yield streak >= settings.rise()
            ? normal(before, now)
            : new Standing(
                State.RECOVERING,
                since(before, State.RECOVERING, now),
                before.entered(),
                streak,
                true,
                Optional.empty(),
                "",
                Optional.empty());
      }
    };
  }

  private static Standing normal(Standing before, Instant now) {
    return new Standing(
        State.NORMAL,
        since(before, State.NORMAL, now),
        Optional.empty(),
        0,
        true,
        Optional.empty(),
        "",
        Optional.empty());
  }

  private Standing failed(Standing before, Probed.Failed failed, boolean peerReaches, Instant now) {
    boolean within = before.state() == State.CONTINUITY || before.state() == State.RECOVERING;
    int streak = before.state() == State.SUSPECTED ? before.streak() + 1 : 1;
    var held = held(failed, peerReaches);
    boolean enough = within || streak >= settings.fall();
    var state = held.isEmpty() && enough ? State.CONTINUITY : State.SUSPECTED;
    return new Standing(
        state,
        since(before, state, now),
        state == State.CONTINUITY ? before.entered().or(() -> Optional.of(now)) : before.entered(),
        state == State.CONTINUITY ? 0 : streak,
        false,
        Optional.of(failed.cause()),
        failed.detail(),
        held);
  }

  private Optional<Held> held(Probed.Failed failed, boolean peerReaches) {
    if (settings.mode() == Mode.OFF) {
      return Optional.of(Held.MODE);
    }
    if (!settings.causes().contains(failed.cause())) {
      return Optional.of(Held.CAUSE);
    }
    return peerReaches ? Optional.of(Held.PEER) : Optional.empty();
  }

  private static Instant since(Standing before, State state, Instant now) {
    return before.state() == state ? before.since() : now;
  }
}
