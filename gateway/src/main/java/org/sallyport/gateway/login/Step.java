package org.sallyport.gateway.login;

import java.util.Optional;
import java.util.function.Function;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Factors;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.gateway.identity.Identified;
import org.sallyport.kernel.Secret;

/** One step of a login: a question, with what follows each answer to it, or the decision. */
public sealed interface Step {
  /** Whether the user has this password. */
  record CheckPassword(String userName, Secret password, Function<Identified, Step> then)
      implements Step {}

  /** Who the user is. */
  record FindPerson(String userName, Function<Identified, Step> then) implements Step {}

  /** Which second factors the user has. */
  record LookUpFactors(String user, Function<Optional<Factors>, Step> then) implements Step {}

  /** Whether this is a code of the user's. */
  record CheckCode(String user, String code, Function<Answer, Step> then) implements Step {}

  /** A challenge to the user's device. */
  record SendPush(String user, Function<Pushed, Step> then) implements Step {}

  /** What the user decides on the device. */
  record AwaitPush(String user, String id, Function<Answer, Step> then) implements Step {}

  /** The end. */
  record Done(Decision decision) implements Step {}
}
