package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Area;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Code;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Hidden;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.mailrule.MailRules;
import org.sallyport.encryption.mailrule.RuleDifferences;
import org.sallyport.encryption.mailrule.RuleReading;
import org.sallyport.encryption.mailrule.RuleVersion;
import org.sallyport.encryption.mailrule.RuleWriting;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The versions of the mail rules with their differences, and the rules as one text. */
final class RuleVersionsPage {
  static final String PATH = MailRulesPage.PATH + "/versions";
  static final String JSON = MailRulesPage.PATH + "/json";

  private static final int ROWS = 30;

  private final Domain domain;
  private final Console console;
  private final RuleChanges changes;

  RuleVersionsPage(Domain domain, Console console, RuleChanges changes) {
    this.domain = domain;
    this.console = console;
    this.changes = changes;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "mailRuleVersionsPage")
            .summary("The versions of the mail rules, and what each has changed.")
            .query("before", "Older than this version.", "31")
            .handledBy(this::show),
        Console.reads(JSON, "mailRulesJsonPage")
            .summary("The mail rules as programs have them.")
            .handledBy(in -> json(in, 200, Optional.empty())),
        Console.form(MailRulesPage.PATH + "/restore", "restoreMailRulesForm", Permission.MAIL_RULES)
            .summary("Makes a new version that says what an old one said.")
            .field("shown", "The version in force.", "4")
            .field("version", "The old one.", "3")
            .handledBy(this::restore),
        Console.form(MailRulesPage.PATH + "/put", "putMailRulesForm", Permission.MAIL_RULES)
            .summary("Makes a new version of a text.")
            .field("shown", "The version that the page has shown.", "1")
            .field("json", "All chains.", "{\"chains\":[]}")
            .field("note", "Why.", "partners")
            .longestBody(3 * MailRuleApi.LONGEST)
            .answers(422, "The text again, and what is wrong with it.", "text/html")
            .handledBy(this::put));
  }

  private Reply show(Request in) {
    var text = Console.query(in, "before").orElse("");
    long before = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    var latest = changes.latest().rules().version();
    var found = domain.store().read(tx -> MailRules.versions(tx, before, ROWS + 1));
    var csrf = in.csrf(Permission.MAIL_RULES);
    var rows = new ArrayList<Row>();
    for (int i = 0; i < Math.min(ROWS, found.size()); i++) {
      var one = found.get(i);
      var row =
          Row.of(
              Cell.text(Long.toString(one.rules().version())),
              Cell.text(Words.stamp(one.at())),
              Cell.text(one.actor()),
              Cell.text(one.note().isEmpty() ? "–" : one.note()),
              Cell.text(i + 1 < found.size() ? changed(found.get(i + 1), one) : "the first one"));
      rows.add(
          one.rules().version() == latest
              ? row
              : row.with(csrf.map(token -> List.of(back(one, latest, token))).orElseGet(List::of)));
    }
    var card =
        Card.of(
            "Versions",
            new Table(
                "The latest first. Times are UTC.",
                List.of("Version", "Made", "By", "Why", "Different"),
                rows,
                "There is none that old."));
    var older =
        found.size() > ROWS
            ? Optional.of(
                Links.of(
                    Cell.link("Older", PATH + "?before=" + found.get(ROWS - 1).rules().version())))
            : Optional.<Links>empty();
    return console.page(
        in, "Versions of the mail rules", MailRulesPage.PATH, Sheet.of(card.and(older)));
  }

  private static String changed(RuleVersion before, RuleVersion after) {
    var found = RuleDifferences.between(before.rules().chains(), after.rules().chains());
    return found.isEmpty() ? "nothing" : String.join("; ", found);
  }

  private static Button back(RuleVersion one, long latest, String csrf) {
    var version = Long.toString(one.rules().version());
    return Button.of(
            MailRulesPage.PATH + "/restore",
            csrf,
            Map.of("version", version, "shown", Long.toString(latest)),
            "Go back")
        .about("to version " + version);
  }

  private Reply restore(Request in) {
    var text = Console.needed(in, "version");
    long version = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    return RuleChanges.reply(
        in,
        MailRulesPage.PATH,
        domain
            .store()
            .write(
                tx ->
                    domain
                        .mailRules()
                        .restore(tx, in.actor(), Optional.of(RuleChanges.version(in)), version)));
  }

  /** What somebody wrote, and what is wrong with it. */
  private record Refused(String text, String why) {}

  private Reply json(Request in, int status, Optional<Refused> refused) {
    var latest = changes.latest().rules();
    var text =
        refused
            .map(Refused::text)
            .orElseGet(() -> Json.indented(RuleWriting.members(latest.chains())));
    var csrf = in.csrf(Permission.MAIL_RULES);
    var shown = refused.isEmpty() ? latest.version() : RuleChanges.version(in);
    var blocks = new ArrayList<Sheet.Block>();
    refused.ifPresent(
        each -> blocks.add(new Text("notice bad", "Nothing was changed. " + each.why() + ".")));
    blocks.add(
        csrf.<Sheet.Block>map(
                token ->
                    Form.of(
                        MailRulesPage.PATH + "/put",
                        token,
                        "Save",
                        new Hidden("shown", Long.toString(shown)),
                        new Area("json", "All chains", text, "", 30),
                        Input.text("note", "Why (kept with the version)", "")))
            .orElseGet(() -> new Code(text)));
    return console.page(
        in,
        status,
        "Mail rules as JSON",
        MailRulesPage.PATH,
        Sheet.of(Card.of("Version " + latest.version(), blocks)));
  }

  private Reply put(Request in) {
    var text = in.form("json").orElse("");
    if (text.getBytes(UTF_8).length > MailRuleApi.LONGEST) {
      return json(in, 422, Optional.of(new Refused("", "They are too long")));
    }
    return switch (RuleReading.text(text)) {
      case RuleReading.Read.Wrong(var pointer, var expected) ->
          json(
              in,
              422,
              Optional.of(new Refused(text, (pointer.isEmpty() ? "" : pointer + ": ") + expected)));
      case RuleReading.Read.Good(var chains) ->
          changes.press(in, _ -> chains, Console.needed(in, "note"), MailRulesPage.PATH);
    };
  }
}
