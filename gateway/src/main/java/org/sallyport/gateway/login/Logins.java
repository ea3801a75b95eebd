package org.sallyport.gateway.login;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.sallyport.gateway.login.Decision.Reject;
import org.sallyport.gateway.login.Step.Done;
import org.sallyport.identity.AuthorityName;
import org.sallyport.identity.Person;

/** The first step of each login. */
public final class Logins {
  /** The longest identifier of a user that the authority takes, here in octets. */
  private static final int LONGEST_NAME = 128;

  private Logins() {}

  /** What is asked first, or the decision where nothing needs to be asked. */
  public static Step begin(Attempt attempt, Terms terms) {
    var name = attempt.userName();
    if (name.text().isBlank()
        || name.text().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      return new Done(new Reject("unusable user name"));
    }
    var factors = new FactorSteps(attempt, terms);
    if (attempt.resumed().isPresent()) {
      return Resumption.begin(attempt, attempt.resumed().get(), factors);
    }
    return switch (terms.mode()) {
      case CODE -> code(attempt, terms, factors);
      case PASSWORD_CODE -> new PasswordCode(attempt, terms, factors).begin();
      case PASSWORD_THEN_CODE ->
          factors.password(
              attempt.field(),
              person -> factors.unlessStatic(person, () -> new Done(new Decision.AskCode(person))));
      case PUSH -> new Push(attempt, terms, factors).begin();
      case PASSWORD -> factors.password(attempt.field(), factors::accepted);
    };
  }

  private static Step code(Attempt attempt, Terms terms, FactorSteps factors) {
    var code = attempt.field().revealText();
    if (!Codes.isCode(code)) {
      return new Done(new Reject("not a code"));
    }
    return terms.identified()
        ? factors.find(person -> factors.code(person, code))
        : factors.code(nobodyAsked(AuthorityName.asTyped(attempt.userName()), ""), code);
  }

  /** Somebody whom no directory was asked about. */
  static Person nobodyAsked(AuthorityName user, String store) {
    return new Person(user, store, Map.of(), List.of());
  }
}
