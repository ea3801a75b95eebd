package org.sallyport.gateway.login;

import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.login.Decision.Reject;
import org.sallyport.gateway.login.Step.Done;

/** The answer to a challenge: a code, or an empty field from who has approved a push. */
final class Resumption {
  private Resumption() {}

  static Step begin(Attempt attempt, Attempt.Resumed resumed, FactorSteps steps) {
    var field = attempt.field().revealText().strip();
    if (Codes.isCode(field)) {
      return steps.again(resumed, person -> steps.code(person, field));
    }
    boolean number = !field.isEmpty() && field.chars().allMatch(Character::isDigit);
    if (resumed.push().isEmpty() || number) {
      return new Done(new Reject(resumed.store(), Basis.AUTHORITY, "not a code"));
    }
    var push = resumed.push().get();
    return steps.again(resumed, person -> steps.await(person, push));
  }
}
