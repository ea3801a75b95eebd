package org.sallyport.gateway.login;

import java.util.List;
import java.util.Set;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.login.Codes.Parted;
import org.sallyport.gateway.login.Decision.Reject;
import org.sallyport.gateway.login.Decision.Silence;
import org.sallyport.gateway.login.Step.Done;
import org.sallyport.gateway.settings.StaticPassword;
import org.sallyport.identity.Identified;
import org.sallyport.identity.Person;

/**
 * A password and a code in one field. Where the code begins follows from the digits of the user's
 * codes. One bind is enough unless the user has codes of different lengths and the field could be
 * parted in both ways: then the other way is tried after a wrong password, and only then.
 *
 * <p>What was typed is mostly the name that the authority knows, so it is asked first and saves a
 * search. Where it says nothing of codes, the directory says who the person is.
 */
final class PasswordCode {
  private static final String WRONG_PASSWORD = "wrong password";
  private static final int MOST_WAYS = 2;

  private final Attempt attempt;
  private final Terms terms;
  private final FactorSteps steps;

  PasswordCode(Attempt attempt, Terms terms, FactorSteps steps) {
    this.attempt = attempt;
    this.terms = terms;
    this.steps = steps;
  }

  Step begin() {
    return new Step.GuessCodeLengths(
        attempt.userName(),
        guessed ->
            guessed.isEmpty()
                ? steps.find(this::lookUp)
                : part(guessed, terms.staticPassword() == StaticPassword.ALLOW));
  }

  private Step lookUp(Person person) {
    return new Step.LookUpFactors(person.userName(), enrolment -> part(person, enrolment));
  }

  private Step part(Person person, Enrolment enrolment) {
    boolean staticToo = steps.mayOmit(person, enrolment);
    if (staticToo && enrolment.none()) {
      return whole(); // there is no code that could stand behind the password
    }
    var known = enrolment.codeLengths();
    var lengths = known.isEmpty() ? Set.copyOf(terms.codeLengths()) : known;
    if (enrolment instanceof Enrolment.Unheard
        && terms.staticPassword() == StaticPassword.UNENROLLED
        && Codes.part(attempt.field(), lengths).isEmpty()) {
      return new Done(new Silence(person.store(), "no authority: is a code needed?"));
    }
    return part(lengths, staticToo);
  }

  private Step part(Set<Integer> lengths, boolean staticToo) {
    var ways = Codes.part(attempt.field(), lengths).stream().limit(MOST_WAYS).toList();
    if (ways.isEmpty()) {
      return staticToo ? whole() : noCode("");
    }
    return attempt(ways, staticToo);
  }

  private Step attempt(List<Parted> ways, boolean staticToo) {
    var way = ways.getFirst();
    var rest = ways.subList(1, ways.size());
    return new Step.CheckPassword(
        attempt.userName(),
        way.password(),
        identified -> {
          if (identified instanceof Identified.Refused(var reason)
              && reason.equals(WRONG_PASSWORD)
              && (staticToo || !rest.isEmpty())) {
            return rest.isEmpty() ? whole() : attempt(rest, staticToo);
          }
          return steps.known(identified, person -> steps.code(person, way.code()));
        });
  }

  /** The bind says who it is; whether a password is enough is asked of that person alone. */
  private Step whole() {
    return steps.password(
        attempt.field(), person -> steps.unlessStatic(person, () -> noCode(person.store())));
  }

  private static Step noCode(String store) {
    return new Done(new Reject(store, Basis.AUTHORITY, "no code behind the password"));
  }
}
