package org.sallyport.gateway.login;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.gateway.factor.Factors;
import org.sallyport.gateway.identity.Identified;
import org.sallyport.gateway.login.Codes.Parted;
import org.sallyport.gateway.login.Decision.Reject;
import org.sallyport.gateway.login.Step.Done;

/**
 * A password and a code in one field. Where the code begins follows from the digits of the user's
 * codes. One bind is enough unless the user has codes of different lengths and the field could be
 * parted in both ways: then the other way is tried after a wrong password, and only then.
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
    return new Step.LookUpFactors(attempt.userName(), this::part);
  }

  private Step part(Optional<Factors> factors) {
    boolean staticToo = steps.staticFor(factors);
    if (staticToo && factors.filter(Factors::none).isPresent()) {
      return whole();
    }
    var ways = Codes.part(attempt.field(), lengths(factors)).stream().limit(MOST_WAYS).toList();
    if (ways.isEmpty()) {
      return staticToo ? whole() : new Done(new Reject("no code behind the password"));
    }
    return attempt(ways, staticToo);
  }

  private List<Integer> lengths(Optional<Factors> factors) {
    return factors
        .map(Factors::codeLengths)
        .filter(known -> !known.isEmpty())
        .map((Set<Integer> known) -> List.copyOf(known))
        .orElse(terms.codeLengths());
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

  private Step whole() {
    return steps.password(attempt.field(), person -> steps.accepted(person, "static password"));
  }
}
