package org.sallyport.gateway.login;

import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.gateway.login.Decision.AskCode;
import org.sallyport.gateway.login.Decision.ShowPush;
import org.sallyport.gateway.login.Step.Done;
import org.sallyport.gateway.settings.PushSettings.Style;
import org.sallyport.identity.Person;

/** A password, then a push; a code behind a separator saves the push. */
final class Push {
  private static final String NO_DEVICE = "no credential";

  private final Attempt attempt;
  private final Terms terms;
  private final FactorSteps steps;

  Push(Attempt attempt, Terms terms, FactorSteps steps) {
    this.attempt = attempt;
    this.terms = terms;
    this.steps = steps;
  }

  Step begin() {
    var parted = Codes.behind(attempt.field(), terms.separator());
    if (parted.isPresent()) {
      var code = parted.get().code();
      return steps.password(parted.get().password(), person -> steps.code(person, code));
    }
    return steps.password(
        attempt.field(), person -> steps.unlessStatic(person, () -> send(person)));
  }

  private Step send(Person person) {
    return new Step.SendPush(
        person.userName(),
        terms.style() == Style.CHALLENGE,
        pushed ->
            switch (pushed) {
              case Pushed.Sent(var id, var number) -> sent(person, id, number);
              case Pushed.Decided(var answer) -> notSent(person, answer);
            });
  }

  private Step sent(Person person, String id, String number) {
    return terms.style() == Style.WAIT
        ? steps.await(person, id)
        : new Done(new ShowPush(person, id, number));
  }

  /** Somebody without a device, or in continuity, may still have a code. */
  private Step notSent(Person person, Answer answer) {
    boolean codeInstead =
        answer instanceof Answer.Refused(var reason, var basis)
            && (reason.equals(NO_DEVICE) || basis != Basis.AUTHORITY);
    return codeInstead && terms.style() == Style.CHALLENGE
        ? new Done(new AskCode(person))
        : FactorSteps.decided(person, "push", answer);
  }
}
