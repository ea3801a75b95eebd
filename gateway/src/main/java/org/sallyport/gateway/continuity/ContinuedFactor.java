package org.sallyport.gateway.continuity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.factor.PushOrder;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.gateway.factor.SecondFactor;

/**
 * The second factor for clients of one choice: the authority, and in continuity what the choice
 * says. A login that finds the authority gone waits for the watch's verdict instead of failing.
 */
final class ContinuedFactor implements SecondFactor {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ContinuityChoice choice;
  private final SecondFactor authority;
  private final Function<String, Enrolment> lastHeard;
  private final AuthorityWatch watch;
  private final Function<String, Optional<Answer.Unavailable>> untold;
  private final LocalCheck local;
  private final DecisionCounts counts;
  private final Duration settling;

  /**
   * A second factor for one choice.
   *
   * @param lastHeard the factors of a user as last heard, without asking
   * @param untold why the authority, which has not heard of codes of the user that were used here,
   *     cannot be told of them; empty when it knows of all
   * @param settling how long a login waits for a verdict
   */
  ContinuedFactor(
      ContinuityChoice choice,
      SecondFactor authority,
      Function<String, Enrolment> lastHeard,
      AuthorityWatch watch,
      Function<String, Optional<Answer.Unavailable>> untold,
      LocalCheck local,
      DecisionCounts counts,
      Duration settling) {
    this.choice = choice;
    this.authority = authority;
    this.lastHeard = lastHeard;
    this.watch = watch;
    this.untold = untold;
    this.local = local;
    this.counts = counts;
    this.settling = settling;
  }

  @Override
  public Enrolment factors(String user) {
    var state = watch.standing().state();
    if (state == State.NORMAL || state == State.RECOVERING) {
      var heard = authority.factors(user);
      if (!(heard instanceof Enrolment.Unheard)) {
        return heard;
      }
    }
    var heard = lastHeard.apply(user);
    if (!heard.none() && !(heard instanceof Enrolment.Unheard)) {
      return heard;
    }
    // A package is of somebody who has a credential, whatever was heard before.
    var packaged = local.factors(user);
    return packaged instanceof Enrolment.Unheard ? heard : packaged;
  }

  @Override
  public Answer check(String user, String code, String key) {
    if (watch.open() && watch.standing().state() == State.CONTINUITY) {
      return decide(user, code);
    }
    var answer = ask(user, code, key);
    if (answer instanceof Answer.Unavailable && settled()) {
      answer = ask(user, code, key); // the same key: at most one of the two counts
    }
    if (opens(answer)) {
      return decide(user, code);
    }
    if (answer instanceof Answer.Accepted) {
      local.spent(user, code); // whoever asked: clients of other choices take the same codes
    }
    return answer;
  }

  /** A code that was used here in continuity is new to the authority until it is told. */
  private Answer ask(String user, String code, String key) {
    return untold
        .apply(user)
        .<Answer>map(why -> why)
        .orElseGet(() -> authority.check(user, code, key));
  }

  /** Whether the choice decides: this very login must have failed for a cause that may open. */
  private boolean opens(Answer answer) {
    return answer instanceof Answer.Unavailable(var cause, _) && watch.opens(cause);
  }

  /** Waits for a verdict; true when the authority is there after all. */
  private boolean settled() {
    return watch.settle(settling).reached();
  }

  @Override
  public Pushed push(String user, String key, PushOrder order) {
    if (watch.open() && watch.standing().state() == State.CONTINUITY) {
      return new Pushed.Decided(decideWithoutCode());
    }
    var pushed = authority.push(user, key, order);
    if (unavailable(pushed) && settled()) {
      pushed = authority.push(user, key, order);
    }
    return pushed instanceof Pushed.Decided(var answer) && opens(answer)
        ? new Pushed.Decided(decideWithoutCode())
        : pushed;
  }

  private static boolean unavailable(Pushed pushed) {
    return pushed instanceof Pushed.Decided(Answer.Unavailable _);
  }

  @Override
  public Answer await(String user, String id, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Answer answer = new Answer.Refused("expired");
    for (long left = patience.toNanos(); left > 0; left = end - System.nanoTime()) {
      answer = authority.await(user, id, Duration.ofNanos(left));
      if (!(answer instanceof Answer.Unavailable)) {
        return answer;
      }
      if (!settled() && opens(answer)) {
        return decideAwaited();
      }
      if (!rested(end)) {
        return answer;
      }
    }
    return answer;
  }

  /** The authority may be back before the person loses patience. */
  private static boolean rested(long end) {
    try {
      long left = Math.min(PAUSE.toNanos(), end - System.nanoTime());
      TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Answer decide(String user, String code) {
    return counts.count(
        choice,
        switch (choice) {
          case CLOSED -> closed();
          case VERIFIED -> local.check(user, code);
          case FIRST_FACTOR -> new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE);
        });
  }

  private Answer decideWithoutCode() {
    return counts.count(
        choice,
        switch (choice) {
          case CLOSED -> closed();
          case VERIFIED -> new Answer.Refused("no push without the authority", Basis.LOCAL_PACKAGE);
          case FIRST_FACTOR -> new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE);
        });
  }

  /** Of a push that was sent the person may have approved it: no device is refused unheard. */
  private Answer decideAwaited() {
    return counts.count(
        choice,
        choice == ContinuityChoice.FIRST_FACTOR
            ? new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE)
            : closed());
  }

  private Answer closed() {
    var now = watch.standing();
    return new Answer.Unavailable(
        now.cause().orElse(Answer.Cause.UNREACHABLE), "closed in continuity: " + now.detail());
  }
}
