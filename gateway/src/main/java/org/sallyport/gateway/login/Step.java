package org.sallyport.gateway.login;

import java.util.Set;
import java.util.function.Function;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.identity.AuthorityName;
import org.sallyport.identity.Identified;
import org.sallyport.identity.TypedName;
import org.sallyport.kernel.Secret;

/** One step of a login: a question, with what follows each answer to it, or the decision. */
public sealed interface Step {
  /** Whether the user has this password. */
  record CheckPassword(TypedName userName, Secret password, Function<Identified, Step> then)
      implements Step {}

  /** Who the user is. */
  record FindPerson(TypedName userName, Function<Identified, Step> then) implements Step {}

  /**
   * How long the codes are of whoever has this name at the authority, which need not be the person
   * who typed it: good enough to part a field by, and for nothing else. None where it has none, or
   * does not say.
   */
  record GuessCodeLengths(TypedName userName, Function<Set<Integer>, Step> then) implements Step {}

  /** Which second factors the user has. */
  record LookUpFactors(AuthorityName user, Function<Enrolment, Step> then) implements Step {}

  /** Whether this is a code of the user's. */
  record CheckCode(AuthorityName user, String code, Function<Answer, Step> then) implements Step {}

  /**
   * A challenge to the user's device.
   *
   * @param numbered whether the person is shown a number to enter there
   */
  record SendPush(AuthorityName user, boolean numbered, Function<Pushed, Step> then)
      implements Step {}

  /** What the user decides on the device. */
  record AwaitPush(AuthorityName user, String id, Function<Answer, Step> then) implements Step {}

  /** The end. */
  record Done(Decision decision) implements Step {}
}
