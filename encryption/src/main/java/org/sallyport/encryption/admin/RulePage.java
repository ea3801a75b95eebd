package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Buttons;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Hidden;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.mailrule.Chain;
import org.sallyport.encryption.mailrule.Rule;
import org.sallyport.encryption.mailrule.RuleEdits;
import org.sallyport.encryption.mailrule.RuleWords;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** One mail rule, there already or to be. */
final class RulePage {
  static final String PATH = Console.HOME + "/mail-rule";

  private final Console console;
  private final RuleChanges changes;

  RulePage(Console console, RuleChanges changes) {
    this.console = console;
    this.changes = changes;
  }

  /** Where a rule is; where its name is empty, a new one of the chain. */
  static String address(String chain, String rule) {
    return PATH
        + "?chain="
        + Words.encoded(chain)
        + (rule.isEmpty() ? "" : "&rule=" + Words.encoded(rule));
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "mailRulePage")
            .summary("A mail rule.")
            .query("chain", "Of which chain.", "inbound")
            .query("rule", "Its name; absent: a new one.", "Protected mail")
            .refuses(404, "There is none of that name.")
            .handledBy(this::show),
        Console.form(PATH + "/save", "saveMailRuleForm", Permission.MAIL_RULES)
            .summary("Puts a rule in place of another, or behind all of its chain.")
            .field("shown", "The version that the page has shown.", "1")
            .field("chain", "Of which chain.", "inbound")
            .field("rule", "In place of which; empty: a new one.", "Protected mail")
            .answers(422, "The form again, and what is wrong with it.", "text/html")
            .handledBy(this::save));
  }

  private Reply show(Request in) {
    var chain = Console.query(in, "chain").orElse("");
    var name = Console.query(in, "rule").orElse("");
    var latest = changes.latest().rules();
    if (RuleEdits.chain(latest.chains(), chain).isEmpty()) {
      return Console.gone("chain", chain);
    }
    var rule = RuleEdits.rule(latest.chains(), chain, name);
    if (rule.isEmpty() && !name.isEmpty()) {
      return Console.gone("rule", name);
    }
    return page(
        in,
        200,
        new Shown(latest.version(), latest.chains(), chain, rule),
        rule.map(RuleDraft::of).orElseGet(RuleDraft::blank),
        Optional.empty());
  }

  /** What a page is about; {@code rule} is empty for a new one. */
  private record Shown(long version, List<Chain> chains, String chain, Optional<Rule> rule) {}

  private Reply page(Request in, int status, Shown shown, RuleDraft draft, Optional<String> fault) {
    var csrf = in.csrf(Permission.MAIL_RULES);
    var title = shown.rule().map(Rule::name).orElse("New rule");
    var cards = new ArrayList<Card>();
    if (csrf.isEmpty()) {
      shown.rule().ifPresent(rule -> cards.add(facts(shown, rule)));
    } else {
      cards.add(form(shown, draft, fault, csrf.get()));
      shown.rule().ifPresent(rule -> cards.add(remove(shown, rule, csrf.get())));
    }
    return console.page(in, status, title, MailRulesPage.PATH, new Sheet(cards));
  }

  private static Card form(Shown shown, RuleDraft draft, Optional<String> fault, String csrf) {
    var fields = new ArrayList<Sheet.Field>();
    fields.add(new Hidden("shown", Long.toString(shown.version())));
    fields.add(new Hidden("chain", shown.chain()));
    fields.add(new Hidden("rule", shown.rule().map(Rule::name).orElse("")));
    fields.addAll(
        RuleForm.fields(
            draft,
            shown.chains().stream()
                .map(Chain::name)
                .filter(each -> !each.equals(shown.chain()))
                .toList()));
    var blocks = new ArrayList<Sheet.Block>();
    fault.ifPresent(why -> blocks.add(new Text("notice bad", "Nothing was changed. " + why + ".")));
    if (draft.deed().equals("encrypt")
        && (draft.otherwise().equals("pass") || draft.otherwise().equals("sign"))) {
      blocks.add(Text.warning("Where there is no key, the message leaves in clear."));
    }
    blocks.add(new Form(PATH + "/save", csrf, fields, "Save", false));
    return Card.of("In the chain " + shown.chain(), blocks);
  }

  private static Card facts(Shown shown, Rule rule) {
    return Card.of(
        "In the chain " + shown.chain(),
        Facts.of(
            Fact.of("Where", rule.when().words()),
            Fact.of("Then", RuleWords.of(rule.action())),
            Fact.of("State", rule.enabled() ? "on" : "off"),
            Fact.of("What it is for", rule.note().isEmpty() ? "–" : rule.note())));
  }

  private static Card remove(Shown shown, Rule rule, String csrf) {
    return Card.of(
        "Remove",
        Text.plain("An older version of the rules still has it."),
        new Buttons(
            List.of(
                Button.danger(
                        MailRulesPage.PATH + "/remove",
                        csrf,
                        MailRulesPage.hidden(
                            shown.version(), shown.chain(), Map.of("rule", rule.name())),
                        "Remove")
                    .about(rule.name()))));
  }

  private Reply save(Request in) {
    var chain = Console.needed(in, "chain");
    var name = Console.needed(in, "rule");
    var draft = RuleDraft.of(in);
    return switch (draft.read()) {
      case RuleDraft.Read.Wrong(var why) -> again(in, chain, name, draft, why);
      case RuleDraft.Read.Good(var rule) ->
          switch (changes.make(
              in,
              chains -> RuleEdits.put(chains, chain, name, rule),
              rule.name() + (name.isEmpty() ? " added" : " changed"),
              MailRulesPage.PATH)) {
            case RuleChanges.Outcome.Over(var reply) -> reply;
            case RuleChanges.Outcome.Unfit(var why) -> again(in, chain, name, draft, why);
          };
    };
  }

  private Reply again(Request in, String chain, String name, RuleDraft draft, String why) {
    var latest = changes.latest().rules();
    return page(
        in,
        422,
        new Shown(
            RuleChanges.version(in),
            latest.chains(),
            chain,
            RuleEdits.rule(latest.chains(), chain, name)),
        draft,
        Optional.of(why));
  }
}
