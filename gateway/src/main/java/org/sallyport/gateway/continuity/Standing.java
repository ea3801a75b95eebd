package org.sallyport.gateway.continuity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sallyport.gateway.factor.Answer;

/**
 * Where the state machine stands. Immutable.
 *
 * @param since when the state was entered
 * @param entered when continuity was entered that has not been left for normal since
 * @param streak probes in a row that spoke for leaving the state
 * @param reached whether the last probe reached the authority
 * @param cause why it did not
 * @param detail the same as a sentence for people; empty when it did
 * @param held why continuity is not entered although probes fail; empty when nothing speaks against
 */
public record Standing(
    State state,
    Instant since,
    Optional<Instant> entered,
    int streak,
    boolean reached,
    Optional<Answer.Cause> cause,
    String detail,
    Optional<Held> held) {

  /** The states. */
  public enum State {
    /** The authority decides. */
    NORMAL,
    /** A probe has failed; whether continuity is entered is not decided, or decided against. */
    SUSPECTED,
    /** The clients' choices decide. */
    CONTINUITY,
    /** The authority answers again and is asked first. */
    RECOVERING
  }

  /** Why continuity is not entered while the authority does not answer. */
  public enum Held {
    /** The mode is off. */
    MODE,
    /** The cause is none of those that it may be entered for. */
    CAUSE,
    /** Another gateway reaches the authority and should be asked instead. */
    PEER
  }

  /** Whether clients' choices may decide now. */
  boolean open(Instant now, Duration longest) {
    return (state == State.CONTINUITY || state == State.RECOVERING) && !exhausted(now, longest);
  }

  /** Whether continuity has lasted for as long as it may. */
  boolean exhausted(Instant now, Duration longest) {
    return entered.filter(start -> !now.isBefore(start.plus(longest))).isPresent();
  }

  /** Whether the next probes decide, so that it is worth waiting for them. */
  boolean undecided() {
    return state == State.SUSPECTED && held.isEmpty();
  }
}
