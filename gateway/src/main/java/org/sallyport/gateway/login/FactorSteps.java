package org.sallyport.gateway.login;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.login.Decision.Accept;
import org.sallyport.gateway.login.Decision.Reject;
import org.sallyport.gateway.login.Decision.Silence;
import org.sallyport.gateway.login.Step.Done;
import org.sallyport.identity.AuthorityName.Source;
import org.sallyport.identity.Identified;
import org.sallyport.identity.Person;
import org.sallyport.kernel.Secret;

/** The steps that modes are made of: one factor each, with the ends that it can come to. */
final class FactorSteps {
  private final Attempt attempt;
  private final Terms terms;

  FactorSteps(Attempt attempt, Terms terms) {
    this.attempt = attempt;
    this.terms = terms;
  }

  /** The password, then what follows where it is right. */
  Step password(Secret password, Function<Person, Step> then) {
    if (password.length() == 0) {
      // RFC 4513 section 5.1.2: a directory takes an empty password for no password.
      return new Done(new Reject("empty password"));
    }
    return new Step.CheckPassword(
        attempt.userName(), password, identified -> known(identified, then));
  }

  /** The person without a password. */
  Step find(Function<Person, Step> then) {
    return new Step.FindPerson(attempt.userName(), identified -> known(identified, then));
  }

  /** What follows from what the first factor says. */
  Step known(Identified identified, Function<Person, Step> then) {
    return switch (identified) {
      case Identified.Accepted(var person) -> then.apply(person);
      case Identified.Refused(var reason) -> new Done(new Reject(reason));
      case Identified.Unknown() -> new Done(new Reject("unknown user"));
      case Identified.Unavailable(var cause) ->
          new Done(new Silence("", "no user store: " + cause));
    };
  }

  /** The code, which decides. */
  Step code(Person person, String code) {
    return new Step.CheckCode(person.userName(), code, answer -> decided(person, "code", answer));
  }

  /** A push that is on its way, which decides. */
  Step await(Person person, String id) {
    return new Step.AwaitPush(person.userName(), id, answer -> decided(person, "push", answer));
  }

  /** The end that an answer of the second factor means. */
  static Step decided(Person person, String factor, Answer answer) {
    var store = person.store();
    return new Done(
        switch (answer) {
          case Answer.Accepted(var credential, var basis) ->
              new Accept(person, credential, basis, factor);
          case Answer.Refused(var reason, var basis) -> new Reject(store, basis, reason);
          case Answer.Unknown() -> new Reject(store, Basis.AUTHORITY, "unknown to the authority");
          case Answer.Unavailable(var cause, var detail) ->
              new Silence(
                  store, "no authority: " + cause.name().toLowerCase(Locale.ROOT) + ", " + detail);
        });
  }

  /** Lets somebody in by the password alone, where the terms do; else goes on. */
  Step unlessStatic(Person person, Supplier<Step> otherwise) {
    return switch (terms.staticPassword()) {
      case REFUSE -> otherwise.get();
      case ALLOW -> accepted(person, "static password");
      case UNENROLLED ->
          new Step.LookUpFactors(
              person.userName(),
              enrolment ->
                  mayOmit(person, enrolment)
                      ? accepted(person, "static password")
                      : otherwise.get());
    };
  }

  /** Whether a password alone may be enough for this person. */
  boolean mayOmit(Person person, Enrolment enrolment) {
    return switch (terms.staticPassword()) {
      case REFUSE -> false;
      case ALLOW -> true;
      case UNENROLLED ->
          switch (enrolment) {
            case Enrolment.None() -> true;
            // A name that nobody vouches for may be another spelling of one that is enrolled.
            case Enrolment.Stranger() -> person.userName().source() == Source.DIRECTORY;
            case Enrolment.Unheard() -> false;
            case Enrolment.Barred() -> false;
            case Enrolment.Enrolled _ -> false;
          };
    };
  }

  /** Lets somebody in by the password alone. */
  Step accepted(Person person) {
    return accepted(person, "password");
  }

  Step accepted(Person person, String reason) {
    return new Done(new Accept(person, "", Basis.AUTHORITY, reason));
  }

  /** Somebody who was identified when the login began, with attributes where the reply has some. */
  Step again(Attempt.Resumed resumed, Function<Person, Step> then) {
    if (!resumed.attributes().isEmpty()) {
      return then.apply(
          new Person(resumed.user(), resumed.store(), resumed.attributes(), List.of()));
    }
    if (!terms.identified() || !terms.attributes()) {
      return then.apply(Logins.nobodyAsked(resumed.user(), resumed.store()));
    }
    return find(then);
  }
}
