package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Area;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.protection.Explained;
import org.sallyport.encryption.protection.KeyUsed;
import org.sallyport.encryption.protection.Plan;
import org.sallyport.mime.structure.Octets;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.wire.smtp.MailAddress;

/** Tries the mail rules on a message that somebody pastes. */
final class DryRunPage {
  static final String PATH = MailRulesPage.PATH + "/try";

  private static final String SAMPLE =
      "From: ada@example.com\nTo: bob@example.net\nSubject: [encrypt] plans\n\nHello.\n";

  private final Domain domain;
  private final Console console;
  private final DryRun dryRun;

  DryRunPage(Domain domain, Console console, DryRun dryRun) {
    this.domain = domain;
    this.console = console;
    this.dryRun = dryRun;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "dryRunPage")
            .summary("Where the mail rules are tried on a message.")
            .handledBy(in -> page(in, 200, new Asked("", "", "", SAMPLE), List.of())),
        Console.form(PATH, "dryRunForm", Permission.READ)
            .summary("What would be done with a message, and why. Nothing is sent or kept.")
            .field("from", "The return path; empty: as of a report.", "ada@example.com")
            .field("to", "Recipients.", "bob@example.net")
            .field("direction", "outbound, inbound, or empty: by domain.", "outbound")
            .field("message", "The message.", SAMPLE)
            .longestBody(2 * DryRun.LONGEST)
            .answers(200, "The plan.", "text/html")
            .answers(422, "The form again, and what is wrong with it.", "text/html")
            .handledBy(this::attempt));
  }

  /** What the form says. */
  private record Asked(String from, String to, String direction, String message) {}

  private Reply page(Request in, int status, Asked asked, List<Card> outcome) {
    var cards = new ArrayList<Card>(outcome);
    in.csrf(Permission.READ).ifPresent(token -> cards.add(form(asked, token)));
    return console.page(in, status, "Try a message", MailRulesPage.PATH, new Sheet(cards));
  }

  private static Card form(Asked asked, String csrf) {
    return Card.of(
        "Message",
        Text.plain(
            "Nothing is sent or kept, and nobody is told; keys are looked for as they are for"
                + " mail."),
        Form.of(
            PATH,
            csrf,
            "Try",
            Input.text("from", "From (the return path)", asked.from()),
            Input.text("to", "To", asked.to())
                .needed()
                .hinted("Recipients of the envelope, with commas between."),
            new Choice(
                "direction",
                "Direction",
                List.of(
                    new Option("", "by the domain of each recipient"),
                    new Option("outbound", "to the world"),
                    new Option("inbound", "to our own people")),
                asked.direction()),
            new Area("message", "The message as it is sent", asked.message(), "", 12)));
  }

  private Reply attempt(Request in) {
    var asked =
        new Asked(
            Console.needed(in, "from"),
            Console.needed(in, "to"),
            Console.needed(in, "direction"),
            in.form("message").orElse(""));
    var to = new ArrayList<MailAddress>();
    for (var text : asked.to().split("[,\\s]+")) {
      var address = MailAddress.parse(text);
      if (address.isEmpty()) {
        return wrong(in, asked, text.isEmpty() ? "Say to whom" : text + " is no mail address");
      }
      to.add(address.get());
    }
    if (to.size() > DryRun.MOST) {
      return wrong(in, asked, "Expected at most " + DryRun.MOST + " recipients");
    }
    var from = MailAddress.parse(asked.from());
    if (from.isEmpty() && !asked.from().isEmpty()) {
      return wrong(in, asked, asked.from() + " is no mail address");
    }
    var direction =
        switch (asked.direction()) {
          case "outbound" -> Optional.of(Direction.OUTBOUND);
          case "inbound" -> Optional.of(Direction.INBOUND);
          default -> Optional.<Direction>empty();
        };
    var rules = domain.mailRules().current();
    return switch (dryRun.of(
        new DryRun.Wanted(
            rules, from, to, direction, Octets.of(asked.message().getBytes(UTF_8))))) {
      case DryRun.Outcome.NoMessage(var why) -> wrong(in, asked, "That is no message: " + why);
      case DryRun.Outcome.Planned(var plan) -> page(in, 200, asked, cards(plan, rules.version()));
    };
  }

  private Reply wrong(Request in, Asked asked, String why) {
    return page(in, 422, asked, List.of(Card.of("Not tried", new Text("notice bad", why + "."))));
  }

  private static List<Card> cards(Plan plan, long version) {
    var cards = new ArrayList<Card>();
    cards.add(
        Card.of(
            "What would be done",
            new Table(
                "By version " + version + " of the rules. Each line is one text.",
                List.of("Form", "To"),
                plan.copies().stream()
                    .map(
                        copy ->
                            Row.of(
                                Cell.text(copy.form().word()),
                                Cell.text(
                                    copy.to().stream()
                                        .map(MailAddress::toString)
                                        .collect(Collectors.joining(", ")))))
                    .toList(),
                "Nobody gets it.")));
    plan.explained().forEach(one -> cards.add(card(one)));
    return cards;
  }

  private static Card card(Explained one) {
    var why = one.why();
    var blocks = new ArrayList<Sheet.Block>();
    blocks.add(Text.plain(one.sentence()));
    blocks.add(
        Facts.of(
            Fact.of("Rule", why.rule().orElse("none decides")),
            Fact.of("Because", why.reason()),
            Fact.of("Way", String.join(" → ", why.path())),
            Fact.of("Keys", one.keys().isEmpty() ? "none" : keys(one.keys()))));
    blocks.add(
        new Table(
            "The rules that were looked at, in order.",
            List.of("Rule", "Outcome"),
            why.steps().stream().map(DryRunPage::step).toList(),
            "No rule was looked at."));
    return Card.of(one.to().toString(), blocks).with(Cell.calm(one.form()));
  }

  /** Chain and rule, and what came of looking at it. */
  private static Row step(String sentence) {
    int end = sentence.indexOf("\": ") + 1;
    return Row.of(
        Cell.text(sentence.substring(0, end)),
        Cell.text(sentence.substring(end == 0 ? 0 : end + 2)));
  }

  private static String keys(List<KeyUsed> keys) {
    return keys.stream()
        .map(
            key ->
                Words.fingerprint(key.fingerprint().toString())
                    + " ("
                    + key.source()
                    + ", "
                    + key.trust()
                    + ")")
        .collect(Collectors.joining("; "));
  }
}
