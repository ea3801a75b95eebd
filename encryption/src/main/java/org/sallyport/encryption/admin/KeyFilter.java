package org.sallyport.encryption.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.key.KeyPage;
import org.sallyport.encryption.key.KeyState;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;

/** Which keys of people a request is about, on the page and for programs alike. */
final class KeyFilter {
  private KeyFilter() {}

  /** What the request asks for; {@code ending} is about active keys where no state is named. */
  static KeyPage.Query query(Request in, Instant now) {
    var before = ending(in).map(days -> now.plus(Duration.ofDays(days)));
    var state = Console.query(in, "state").filter(word -> !word.isEmpty()).map(KeyFilter::state);
    return new KeyPage.Query(
        Console.query(in, "search").orElse(""),
        state.or(() -> before.map(_ -> KeyState.ACTIVE)),
        Optional.empty(),
        before);
  }

  private static Optional<Long> ending(Request in) {
    return Console.query(in, "ending")
        .filter(days -> !days.isEmpty())
        .map(
            days -> {
              if (!days.matches("[1-9][0-9]{0,3}")) {
                throw new RequestRefused(
                    Problems.badParameter("ending", "expected a number of days"));
              }
              return Long.valueOf(days);
            });
  }

  private static KeyState state(String word) {
    for (var each : KeyState.values()) {
      if (Words.of(each).equals(word)) {
        return each;
      }
    }
    throw new RequestRefused(
        Problems.badParameter("state", "expected active, superseded, revoked or expired"));
  }

  /** The last line of the page before. */
  static Optional<KeyPage.Line> after(Request in, Domain domain) {
    return Console.query(in, "after")
        .flatMap(KeyFilter::fingerprint)
        .flatMap(domain.keys()::find)
        .flatMap(
            key ->
                domain
                    .store()
                    .read(tx -> domain.consumers().find(tx, key.consumer()))
                    .map(who -> new KeyPage.Line(who.address().text(), who.name(), key)));
  }

  /** What a text names, with or without blanks between; empty for what is no fingerprint. */
  static Optional<Fingerprint> fingerprint(String text) {
    try {
      return Optional.of(new Fingerprint(text.replace(" ", "").toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Where the next page is. */
  static String next(Request in, String path, Fingerprint last) {
    var address = new StringBuilder(path).append("?after=").append(last.hex());
    for (var name : List.of("search", "state", "ending")) {
      Console.query(in, name)
          .ifPresent(
              value -> address.append('&').append(name).append('=').append(Words.encoded(value)));
    }
    return address.toString();
  }

  static Form form(Request in, String path) {
    return Form.search(
        path,
        Input.search(
            "search",
            "Address, name, fingerprint or key id",
            Console.query(in, "search").orElse("")),
        new Choice(
            "state",
            "State",
            List.of(
                new Option("", "any"),
                new Option("active", "active"),
                new Option("superseded", "superseded"),
                new Option("revoked", "revoked"),
                new Option("expired", "expired")),
            Console.query(in, "state").orElse("")),
        new Choice(
            "ending",
            "Ends within",
            List.of(
                new Option("", "any time"),
                new Option("7", "7 days"),
                new Option("30", "30 days"),
                new Option("90", "90 days")),
            Console.query(in, "ending").orElse("")));
  }
}
