package org.sallyport.gateway.continuity;

import java.util.concurrent.atomic.LongAdder;
import org.sallyport.gateway.factor.Answer;

/** How many logins were decided without the authority. Safe for use by several threads. */
final class DecisionCounts {
  private final LongAdder verified = new LongAdder();
  private final LongAdder firstFactor = new LongAdder();
  private final LongAdder refused = new LongAdder();

  Answer count(ContinuityChoice choice, Answer answer) {
    if (answer instanceof Answer.Accepted) {
      (choice == ContinuityChoice.VERIFIED ? verified : firstFactor).increment();
    } else {
      refused.increment();
    }
    return answer;
  }

  /** By a local package. */
  long verified() {
    return verified.sum();
  }

  /** By the first factor alone. */
  long firstFactor() {
    return firstFactor.sum();
  }

  long refused() {
    return refused.sum();
  }
}
