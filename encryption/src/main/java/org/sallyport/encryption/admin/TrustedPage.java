package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Area;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.key.TrustedKey;
import org.sallyport.encryption.key.Trusting;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Keys of outsiders that an administrator has looked at. */
final class TrustedPage {
  static final String PATH = Console.HOME + "/trusted";

  private static final int ROWS = 100;

  private final Domain domain;
  private final Console console;

  TrustedPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "trustedPage")
            .summary("Keys of outsiders.")
            .query("search", "Part of an address, or a fingerprint.", "partner")
            .query("after", "The last fingerprint of the page before.", "0123")
            .handledBy(this::show),
        Console.form(PATH + "/trust", "trustKeyForm", Permission.KEYS)
            .summary("Says how far a certificate is believed.")
            .handledBy(this::trust),
        Console.form(PATH + "/forget", "forgetKeyForm", Permission.KEYS)
            .summary("Forgets a certificate.")
            .field("fingerprint", "Which.", "0123")
            .handledBy(this::forget));
  }

  private Reply show(Request in) {
    var search = Console.query(in, "search").orElse("");
    var csrf = in.csrf(Permission.KEYS);
    var after = Console.query(in, "after").orElse("").toUpperCase(Locale.ROOT);
    var found = domain.keys().trusted().page(search, after, ROWS + 1);
    var rows =
        found.stream()
            .limit(ROWS)
            .map(one -> row(one).with(csrf.map(token -> forgetting(one, token)).orElse(List.of())))
            .toList();
    var next =
        found.size() > ROWS
            ? Optional.of(
                Links.of(
                    Cell.link(
                        "Next",
                        PATH
                            + "?after="
                            + found.get(ROWS - 1).fingerprint().hex()
                            + "&search="
                            + Words.encoded(search))))
            : Optional.<Links>empty();
    var list =
        Card.of(
                "Keys of outsiders",
                Form.search(PATH, Input.search("search", "Address or fingerprint", search)),
                new Table(
                    "By fingerprint. Times are UTC.",
                    List.of("Fingerprint", "Trust", "Note", "By", "Since", "Ends"),
                    rows,
                    "There is none."))
            .and(next);
    return console.page(
        in,
        "Trusted keys",
        PATH,
        csrf.map(token -> Sheet.of(list, fresh(token))).orElseGet(() -> Sheet.of(list)));
  }

  private static Row row(TrustedKey one) {
    return Row.of(
        Cell.mono(Words.fingerprint(one.fingerprint().hex())),
        switch (one.trust()) {
          case REFUSED -> Cell.bad("refused");
          case TRUSTED -> Cell.good("trusted");
        },
        Cell.text(one.note()),
        Cell.text(one.author()),
        Cell.text(Words.stamp(one.changed())),
        Cell.text(Words.stamp(one.until(), "never")));
  }

  private static List<Button> forgetting(TrustedKey one, String csrf) {
    return List.of(
        Button.danger(
                PATH + "/forget", csrf, Map.of("fingerprint", one.fingerprint().hex()), "Forget")
            .about(one.fingerprint().hex()));
  }

  private static Card fresh(String csrf) {
    return Card.of(
        "Trust or refuse a key",
        new Form(
            PATH + "/trust",
            csrf,
            List.of(
                new Area(
                    "certificate", "Certificate", "", "Armored, as its holder publishes it.", 5),
                new Choice(
                    "trust",
                    "It is",
                    List.of(
                        new Option("TRUSTED", "of whom its user ids say"),
                        new Option("REFUSED", "never to be used")),
                    "TRUSTED"),
                Input.text("note", "How it was checked", "")),
            "Keep",
            false));
  }

  /** The level of a word, such as {@code trusted}. */
  static Optional<TrustLevel> level(String word) {
    for (var each : TrustLevel.values()) {
      if (each.name().equals(word.toUpperCase(Locale.ROOT))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private Reply trust(Request in) {
    var level = level(Console.needed(in, "trust")).orElse(TrustLevel.TRUSTED);
    var armored = in.form("certificate").orElse("").strip() + "\n";
    return switch (domain
        .keys()
        .trusted()
        .trust(in.actor(), armored.getBytes(US_ASCII), level, Console.needed(in, "note"))) {
      case Trusting.Done(var key) ->
          Console.said(in, key.fingerprint() + " is " + Words.of(key.trust()) + ".", PATH);
      case Trusting.Unfit(var why) -> Console.cannot(why);
    };
  }

  private Reply forget(Request in) {
    boolean done = forget(in.actor(), Console.needed(in, "fingerprint"));
    return Console.said(in, done ? "It is forgotten." : "It was not there.", PATH);
  }

  /** Forgets one; false where it is not there. */
  boolean forget(String actor, String fingerprint) {
    try {
      return domain
          .keys()
          .trusted()
          .forget(actor, new Fingerprint(fingerprint.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
