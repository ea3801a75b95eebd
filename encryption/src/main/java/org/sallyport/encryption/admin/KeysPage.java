package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Area;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Code;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Hidden;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.KeyPage;
import org.sallyport.encryption.key.KeyRecovery;
import org.sallyport.encryption.key.Recovered;
import org.sallyport.encryption.key.RecoveryTo;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Revocation;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** People's keys: searched, looked at, downloaded, revoked, recovered. */
final class KeysPage implements KeyCards {
  static final String LIST = Console.HOME + "/keys";
  static final String ONE = Console.HOME + "/key";

  private static final int ROWS = 100;

  private final Domain domain;
  private final Console console;

  KeysPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  static String address(Fingerprint fingerprint) {
    return ONE + "?fingerprint=" + fingerprint.hex();
  }

  List<Route> routes() {
    return List.of(
        Console.reads(LIST, "keysPage")
            .summary("Keys of the organisation's people.")
            .query("search", "Part of an address or name, a fingerprint or key id.", "ada")
            .query("state", "Only those: active, superseded, revoked, expired.", "active")
            .query("ending", "Only those that end within so many days.", "30")
            .query("after", "The last fingerprint of the page before.", "0123")
            .refuses(400, "A parameter has no meaning.")
            .handledBy(this::list),
        Console.reads(ONE, "keyPage")
            .summary("A key.")
            .query("fingerprint", "Which.", "0123")
            .refuses(404, "There is none of that fingerprint.")
            .handledBy(in -> shown(in, Console.query(in, "fingerprint").orElse(""))),
        Console.reads(ONE + "/certificate", "keyCertificateFile")
            .summary("The certificate as a file.")
            .query("fingerprint", "Which.", "0123")
            .answers(200, "Armored.", "application/pgp-keys")
            .handledBy(this::certificate),
        Console.form(ONE + "/revoke", "revokeKeyForm", Permission.KEYS)
            .summary("Revokes a key.")
            .field("fingerprint", "Which.", "0123")
            .handledBy(this::revoke),
        Console.form(ONE + "/recover", "recoverKeyForm", Permission.KEYS)
            .summary("Hands out what the server has of a secret key, encrypted.")
            .field("fingerprint", "Which.", "0123")
            .field("reason", "Why, for the audit trail.", "")
            .answers(200, "The page that shows it once.", "text/html")
            .handledBy(this::recover));
  }

  private Reply list(Request in) {
    var query = KeyFilter.query(in, domain.clock().instant());
    var found = domain.keys().page(query, KeyFilter.after(in, domain), ROWS + 1);
    var rows = found.stream().limit(ROWS).map(line -> row(line.key(), line.address())).toList();
    var next =
        found.size() > ROWS
            ? Optional.of(
                Links.of(
                    Cell.link(
                        "Next", KeyFilter.next(in, LIST, found.get(ROWS - 1).key().fingerprint()))))
            : Optional.<Links>empty();
    return console.page(
        in,
        "Keys",
        LIST,
        Sheet.of(
            Card.of(
                    "Keys",
                    KeyFilter.form(in, LIST),
                    new Table(
                        "By address. Times are UTC.",
                        List.of("Fingerprint", "Of", "State", "Mode", "Made", "Ends"),
                        rows,
                        query.equals(KeyPage.Query.ALL) ? "There is none yet." : "None matches."))
                .and(next)));
  }

  private static Row row(ConsumerKey key, String of) {
    return Row.of(
        new Cell(Words.fingerprint(key.fingerprint().hex()), address(key.fingerprint()), "mono"),
        Cell.link(of, ConsumersPage.address(key.consumer())),
        chip(key),
        Cell.text(key.mode().name()),
        Cell.text(Words.stamp(key.created())),
        Cell.text(Words.stamp(key.until(), "never")));
  }

  private static Cell chip(ConsumerKey key) {
    return switch (key.state()) {
      case ACTIVE -> Cell.good("active");
      case SUPERSEDED -> Cell.calm("superseded");
      case REVOKED -> Cell.bad("revoked");
      case EXPIRED -> Cell.warn("expired");
    };
  }

  @Override
  public List<Card> of(Consumer who) {
    var rows =
        domain.keys().of(who.id()).stream().map(key -> row(key, who.address().text())).toList();
    return List.of(
        Card.of(
            "Keys",
            new Table(
                "",
                List.of("Fingerprint", "Of", "State", "Mode", "Made", "Ends"),
                rows,
                "None yet.")));
  }

  /** The key that a text names; empty for none, and for what is no fingerprint. */
  Optional<ConsumerKey> find(String text) {
    return KeyFilter.fingerprint(text).flatMap(domain.keys()::find);
  }

  private Optional<Consumer> owner(ConsumerKey key) {
    return domain.store().read(tx -> domain.consumers().find(tx, key.consumer()));
  }

  private Reply shown(Request in, String text) {
    return find(text)
        .map(key -> console.page(in, "Key", LIST, sheet(in, key)))
        .orElseGet(() -> Console.gone("key", text));
  }

  private Sheet sheet(Request in, ConsumerKey key) {
    var owner = owner(key).map(who -> who.address().text()).orElse(key.consumer());
    var cards = new ArrayList<Card>();
    cards.add(
        Card.of(
                Words.fingerprint(key.fingerprint().hex()),
                Facts.of(
                    new Fact("Of", Cell.link(owner, ConsumersPage.address(key.consumer()))),
                    Fact.of("Mode", key.mode().name() + ": " + PolicyForm.promise(key.mode())),
                    Fact.of("Made (UTC)", Words.stamp(key.created())),
                    Fact.of("Ends (UTC)", Words.stamp(key.until(), "never")),
                    Fact.of("Certified by", key.authority().orElse("nobody"))),
                Links.of(
                    Cell.link(
                        "Download the certificate",
                        ONE + "/certificate?fingerprint=" + key.fingerprint().hex()),
                    Cell.link("Audit trail", AuditPage.PATH + "?subject=" + Words.encoded(owner))))
            .with(chip(key)));
    in.csrf(Permission.KEYS)
        .ifPresent(
            csrf -> {
              cards.add(revocation(key, csrf));
              cards.add(recovery(key, csrf));
            });
    return new Sheet(cards);
  }

  private static Card revocation(ConsumerKey key, String csrf) {
    return Card.of(
        "Revoke",
        Text.plain("Nobody is given the key any longer. This cannot be taken back."),
        Form.line(
            ONE + "/revoke",
            csrf,
            "Revoke",
            new Hidden("fingerprint", key.fingerprint().hex()),
            new Choice(
                "why",
                "Because",
                List.of(
                    new Option("RETIRED", "it is no longer used"),
                    new Option("COMPROMISED", "somebody else may have it"),
                    new Option("SUPERSEDED", "another key is used now")),
                "RETIRED"),
            Input.text("comment", "Comment (others can read it)", "")));
  }

  private static Card recovery(ConsumerKey key, String csrf) {
    return Card.of(
        "Recover",
        Text.plain(
            "What the server has of the secret is handed out encrypted under a passphrase. Who did"
                + " it and why stays in the audit trail."),
        new Form(
            ONE + "/recover",
            csrf,
            List.of(
                new Hidden("fingerprint", key.fingerprint().hex()),
                new Area("reason", "Why", "", "", 2),
                Input.password("passphrase", "Passphrase for the file")
                    .hinted(KeyRecovery.LEAST_PASSPHRASE + " characters or more.")),
            "Recover",
            false));
  }

  private Reply certificate(Request in) {
    var text = Console.query(in, "fingerprint").orElse("");
    return find(text)
        .<Reply>map(
            key ->
                new Reply.Content(
                    200,
                    "application/pgp-keys",
                    key.armored().getBytes(US_ASCII),
                    Map.of(
                        "Content-Disposition",
                        "attachment; filename=\"" + key.fingerprint().hex() + ".asc\"")))
        .orElseGet(() -> Console.gone("key", text));
  }

  /** Revokes; the reason is a word of {@link Revocation.Reason}. */
  Optional<Kept> revoke(String actor, String fingerprint, String why, String comment) {
    var reason =
        switch (why.toUpperCase(Locale.ROOT)) {
          case "COMPROMISED" -> Revocation.Reason.COMPROMISED;
          case "SUPERSEDED" -> Revocation.Reason.SUPERSEDED;
          default -> Revocation.Reason.RETIRED;
        };
    var brief = comment.length() > 200 ? comment.substring(0, 200) : comment;
    return find(fingerprint)
        .flatMap(
            key ->
                owner(key)
                    .map(
                        who ->
                            domain
                                .keys()
                                .own()
                                .revoke(
                                    actor, who, key.fingerprint(), new Revocation(reason, brief))));
  }

  private Reply revoke(Request in) {
    var text = Console.needed(in, "fingerprint");
    var kept =
        revoke(in.actor(), text, Console.needed(in, "why"), in.form("comment").orElse("").strip());
    if (kept.isEmpty()) {
      return Console.gone("key", text);
    }
    return switch (kept.get()) {
      case Kept.Done(var key, _) ->
          Console.said(in, "The key is revoked.", address(key.fingerprint()));
      case Kept.Unfit(var why) -> Console.cannot(why);
      case Kept.Unknown _, Kept.OtherMode _ -> Console.gone("key", text);
    };
  }

  /** Recovers under a passphrase. */
  Optional<Recovered> recover(String actor, String text, String reason, Secret passphrase) {
    return find(text)
        .map(
            key ->
                domain
                    .keys()
                    .recovery()
                    .recover(
                        actor, reason, key.fingerprint(), new RecoveryTo.Passphrase(passphrase)));
  }

  private Reply recover(Request in) {
    var text = Console.needed(in, "fingerprint");
    try (var passphrase = Secret.ofText(in.form("passphrase").orElse(""))) {
      var recovered = recover(in.actor(), text, in.form("reason").orElse("").strip(), passphrase);
      if (recovered.isEmpty()) {
        return Console.gone("key", text);
      }
      return switch (recovered.get()) {
        case Recovered.Done(var mode, var message) ->
            console.page(
                in,
                "Recovered key",
                LIST,
                Sheet.of(
                    Card.of(
                        "Recovered",
                        Text.plain(
                            "An OpenPGP message under the passphrase; its content is the secret key"
                                + " as "
                                + mode.name()
                                + " keeps it. It is shown this once."),
                        new Code(message))));
        case Recovered.Unknown _ -> Console.gone("key", text);
        case Recovered.NothingKept _ ->
            Console.cannot("the server has nothing of this key's secret: client key mode");
        case Recovered.Unfit(var why) -> Console.cannot(why);
      };
    }
  }
}
