package org.sallyport.authority.api;

import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.user.UserName;
import org.sallyport.web.route.EntityTag;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;

/** What all requests say in the same way. */
final class Asking {
  /** Nobody has that name; which one is not repeated. */
  static final Problem UNKNOWN_USER = unknown("user");

  private Asking() {}

  static Problem unknown(String kind) {
    return new Problem(
        404, "unknown-" + kind, "There is no such " + kind, "no " + kind + " has that name");
  }

  /** Who asks, as the domain has it. */
  static Caller caller(Request in) {
    return new Caller(in.caller().tenant(), in.caller().name());
  }

  static String tenant(Request in) {
    return in.caller().tenant();
  }

  /** The user of the path. */
  static UserName user(Request in) {
    return UserName.of(in.path("id")).orElseThrow(() -> new RequestRefused(UNKNOWN_USER));
  }

  /** The version that If-Match asks for. */
  static OptionalLong version(Request in) {
    var expected = EntityTag.expectedVersion(in);
    return expected.isPresent() ? OptionalLong.of(expected.get()) : OptionalLong.empty();
  }

  /** A number of the query within its bounds. */
  static int limit(Request in, int usual, int most) {
    return in.query("limit").map(text -> number(text, most)).orElse(usual);
  }

  private static int number(String text, int most) {
    var number =
        text.matches("[0-9]{1,6}")
            ? Optional.of(Integer.parseInt(text))
            : Optional.<Integer>empty();
    return number
        .filter(value -> value >= 1 && value <= most)
        .orElseThrow(
            () -> new RequestRefused(Problems.badParameter("limit", "expected 1 to " + most)));
  }
}
