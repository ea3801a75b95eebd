package org.sallyport.gateway.login;

import java.time.Duration;
import org.sallyport.gateway.factor.PushOrder;
import org.sallyport.gateway.factor.SecondFactor;
import org.sallyport.identity.FirstFactor;

/**
 * Takes a login from its first step to its decision by asking the factors. Blocks for as long as
 * they do; for virtual threads.
 *
 * @param display what a user's device shows of who asks
 * @param patience how long a person may take over a push
 */
public record Decider(FirstFactor first, SecondFactor second, String display, Duration patience) {

  /**
   * Goes on until the decision.
   *
   * @param key of the request, the same for each repetition at whichever gateway
   */
  public Decision decide(Step from, String key) {
    var step = from;
    while (true) {
      step =
          switch (step) {
            case Step.CheckPassword(var user, var password, var then) ->
                then.apply(first.check(user.text(), password));
            case Step.FindPerson(var user, var then) -> then.apply(first.find(user.text()));
            case Step.GuessCodeLengths(var typed, var then) ->
                then.apply(second.factors(typed.text()).codeLengths());
            case Step.LookUpFactors(var user, var then) -> then.apply(second.factors(user.text()));
            case Step.CheckCode(var user, var code, var then) ->
                then.apply(second.check(user.text(), code, key));
            case Step.SendPush(var user, boolean numbered, var then) ->
                then.apply(
                    second.push(user.text(), key, new PushOrder(display, patience, numbered)));
            case Step.AwaitPush(var user, var id, var then) ->
                then.apply(second.await(user.text(), id, patience));
            case Step.Done done -> done;
          };
      if (step instanceof Step.Done(var decision)) {
        return decision;
      }
    }
  }
}
