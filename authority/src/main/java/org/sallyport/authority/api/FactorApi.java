package org.sallyport.authority.api;

import java.util.List;
import java.util.Map;
import org.sallyport.authority.Domain;
import org.sallyport.authority.factor.Factors;
import org.sallyport.authority.user.UserState;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Which second factors a user has, so that a gateway can part a password from a code. */
final class FactorApi {
  private static final Map<String, String> FOR_A_MINUTE =
      Map.of("Cache-Control", "private, max-age=60");

  private final Domain domain;

  FactorApi(Domain domain) {
    this.domain = domain;
  }

  /** How a user stands. */
  enum State {
    /** May authenticate. */
    ACTIVE,
    /** May not. */
    DISABLED,
    /** May not for a while. */
    LOCKED
  }

  /** What can be asked for, and whether anything is enrolled at all, be it disabled. */
  record FactorView(List<Integer> codeLengths, boolean push, State state, boolean enrolled) {
    static FactorView of(Factors factors) {
      return new FactorView(
          factors.codeLengths().stream().sorted().toList(),
          factors.push(),
          state(factors),
          factors.enrolled());
    }

    private static State state(Factors factors) {
      if (factors.state() == UserState.DISABLED) {
        return State.DISABLED;
      }
      return factors.locked() ? State.LOCKED : State.ACTIVE;
    }
  }

  Route route() {
    return UserApi.one(Route.get(UserApi.ONE + "/factors", "getFactors"))
        .summary("What a user can be asked for; may be kept for a minute.")
        .answers(200, "The factors.", FactorView.class)
        .handledBy(this::get);
  }

  private Reply get(Request in) {
    return domain
        .store()
        .read(tx -> domain.factors().of(tx, Asking.tenant(in), Asking.user(in)))
        .<Reply>map(
            factors ->
                new Reply.Content(
                    200, "application/json", Json.bytes(FactorView.of(factors)), FOR_A_MINUTE))
        .orElseGet(() -> Reply.problem(Asking.UNKNOWN_USER));
  }
}
