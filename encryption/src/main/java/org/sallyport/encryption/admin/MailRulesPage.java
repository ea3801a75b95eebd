package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Buttons;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Hidden;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.mailrule.Chain;
import org.sallyport.encryption.mailrule.Rule;
import org.sallyport.encryption.mailrule.RuleEdits;
import org.sallyport.encryption.mailrule.RuleVersion;
import org.sallyport.encryption.mailrule.RuleWords;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** All mail rules, in the order in which they are looked at. */
final class MailRulesPage {
  static final String PATH = Console.HOME + "/mail-rules";

  private final Console console;
  private final RuleChanges changes;

  MailRulesPage(Console console, RuleChanges changes) {
    this.console = console;
    this.changes = changes;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "mailRulesPage")
            .summary("The mail rules, in their order.")
            .handledBy(this::show),
        change("move", "Moves a rule.")
            .field("rule", "Which.", "Protected mail")
            .field("by", "How many places, towards the front where it is negative.", "-1")
            .handledBy(this::move),
        change("enable", "Switches a rule on or off.")
            .field("rule", "Which.", "Protected mail")
            .field("on", "true or false.", "false")
            .handledBy(this::enable),
        change("remove", "Takes a rule away.")
            .field("rule", "Which.", "Protected mail")
            .handledBy(this::remove),
        change("add-chain", "Adds a chain without rules.").handledBy(this::addChain),
        change("remove-chain", "Takes a chain and its rules away.").handledBy(this::removeChain));
  }

  private static RouteBuilder change(String verb, String summary) {
    return Console.form(
            PATH + "/" + verb, verb.replace("-c", "C") + "MailRuleForm", Permission.MAIL_RULES)
        .summary(summary)
        .field("shown", "The version that the page has shown.", "1")
        .field("chain", "Which chain.", "inbound");
  }

  private Reply show(Request in) {
    var csrf = in.csrf(Permission.MAIL_RULES);
    var latest = changes.latest();
    var chains = latest.rules().chains();
    var cards = new ArrayList<Card>();
    cards.add(about(latest));
    for (var chain : chains) {
      cards.add(card(chain, chains, latest.rules().version(), csrf));
    }
    csrf.ifPresent(token -> cards.add(newChain(latest.rules().version(), token)));
    return console.page(in, "Mail rules", PATH, new Sheet(cards));
  }

  private Card about(RuleVersion latest) {
    var blocks = new ArrayList<Sheet.Block>();
    blocks.add(
        Text.plain(
            "For each recipient of a message the rules of a chain are looked at one after another,"
                + " until one that holds decides. Where none does, the message goes on as it"
                + " came."));
    RuleChanges.warnings(changes.domain(), latest.rules())
        .forEach(each -> blocks.add(Text.warning(each + ".")));
    blocks.add(
        Links.of(
            Cell.link("Try a message", DryRunPage.PATH),
            Cell.link("Versions", RuleVersionsPage.PATH),
            Cell.link("As JSON", RuleVersionsPage.JSON)));
    return Card.of("Version " + latest.rules().version(), blocks);
  }

  private static Card card(Chain chain, List<Chain> chains, long version, Optional<String> csrf) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < chain.rules().size(); i++) {
      var rule = chain.rules().get(i);
      var row =
          Row.of(
              Cell.link(rule.name(), RulePage.address(chain.name(), rule.name())),
              Cell.text(rule.when().words()),
              Cell.text(RuleWords.of(rule.action()) + beside(rule)),
              rule.enabled() ? Cell.good("on") : Cell.calm("off"));
      int at = i;
      rows.add(row.with(csrf.map(token -> buttons(chain, at, version, token)).orElseGet(List::of)));
    }
    var blocks = new ArrayList<Sheet.Block>();
    blocks.add(Text.small(purpose(chain.name(), chains)));
    blocks.add(
        new Table(
            "",
            List.of("Rule", "Where", "Then", "State"),
            rows,
            "It has no rules: it decides nothing."));
    csrf.ifPresent(
        token -> {
          blocks.add(Links.of(Cell.link("Add a rule", RulePage.address(chain.name(), ""))));
          if (isExtra(chain.name())) {
            blocks.add(
                new Buttons(
                    List.of(
                        Button.danger(
                                PATH + "/remove-chain",
                                token,
                                hidden(version, chain.name(), Map.of()),
                                "Remove the chain")
                            .about(chain.name()))));
          }
        });
    return Card.of("Chain " + chain.name(), blocks);
  }

  private static boolean isExtra(String chain) {
    return !chain.equals("outbound") && !chain.equals("inbound");
  }

  private static String purpose(String name, List<Chain> chains) {
    return switch (name) {
      case "outbound" -> "For mail to the world: it begins here.";
      case "inbound" -> "For mail to our own people: it begins here.";
      default -> {
        var from =
            chains.stream()
                .flatMap(
                    chain ->
                        chain.rules().stream()
                            .filter(
                                rule ->
                                    RuleWords.of(rule.action()).equals("go to the chain " + name))
                            .map(rule -> chain.name() + ", " + rule.name()))
                .toList();
        yield from.isEmpty()
            ? "No rule goes here."
            : "Reached from: " + String.join("; ", from) + ".";
      }
    };
  }

  private static String beside(Rule rule) {
    return (rule.fields().isEmpty()
            ? ""
            : "; fields added: "
                + String.join(", ", rule.fields().stream().map(each -> each.name()).toList()))
        + (rule.copies().isEmpty()
            ? ""
            : "; copies to "
                + String.join(", ", rule.copies().stream().map(each -> each.toString()).toList()));
  }

  private static List<Button> buttons(Chain chain, int at, long version, String csrf) {
    var rule = chain.rules().get(at);
    var buttons = new ArrayList<Button>();
    if (at > 0) {
      buttons.add(button("move", "Up", chain, rule, version, csrf, Map.of("by", "-1")));
    }
    if (at < chain.rules().size() - 1) {
      buttons.add(button("move", "Down", chain, rule, version, csrf, Map.of("by", "1")));
    }
    buttons.add(
        button(
            "enable",
            rule.enabled() ? "Switch off" : "Switch on",
            chain,
            rule,
            version,
            csrf,
            Map.of("on", Boolean.toString(!rule.enabled()))));
    return buttons;
  }

  private static Button button(
      String verb,
      String word,
      Chain chain,
      Rule rule,
      long version,
      String csrf,
      Map<String, String> more) {
    var all = new LinkedHashMap<>(more);
    all.put("rule", rule.name());
    return Button.of(PATH + "/" + verb, csrf, hidden(version, chain.name(), all), word)
        .about(rule.name());
  }

  /** What every change sends. */
  static Map<String, String> hidden(long version, String chain, Map<String, String> more) {
    var all = new LinkedHashMap<String, String>();
    all.put("shown", Long.toString(version));
    all.put("chain", chain);
    all.putAll(more);
    return all;
  }

  private static Card newChain(long version, String csrf) {
    return Card.of(
        "New chain",
        Text.small("A rule of another chain can lead to it then."),
        Form.line(
            PATH + "/add-chain",
            csrf,
            "Add",
            new Hidden("shown", Long.toString(version)),
            Input.text("chain", "Name (lower-case letters, digits and hyphens)", "").needed()));
  }

  private Reply move(Request in) {
    var rule = Console.needed(in, "rule");
    int by = Console.needed(in, "by").startsWith("-") ? -1 : 1;
    return changes.press(
        in, chains -> RuleEdits.move(chains, chain(in), rule, by), rule + " moved", PATH);
  }

  private Reply enable(Request in) {
    var rule = Console.needed(in, "rule");
    boolean on = Boolean.parseBoolean(Console.needed(in, "on"));
    return changes.press(
        in,
        chains -> RuleEdits.enable(chains, chain(in), rule, on),
        rule + (on ? " switched on" : " switched off"),
        PATH);
  }

  private Reply remove(Request in) {
    var rule = Console.needed(in, "rule");
    return changes.press(
        in, chains -> RuleEdits.remove(chains, chain(in), rule), rule + " removed", PATH);
  }

  private Reply addChain(Request in) {
    return changes.press(
        in, chains -> RuleEdits.add(chains, chain(in)), "chain " + chain(in) + " added", PATH);
  }

  private Reply removeChain(Request in) {
    return changes.press(
        in, chains -> RuleEdits.remove(chains, chain(in)), "chain " + chain(in) + " removed", PATH);
  }

  private static String chain(Request in) {
    return Console.needed(in, "chain");
  }
}
