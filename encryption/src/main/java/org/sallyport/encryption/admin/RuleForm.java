package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.sallyport.encryption.admin.Sheet.Area;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Field;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Tick;
import org.sallyport.encryption.mailrule.Action;
import org.sallyport.encryption.mailrule.Comparison;
import org.sallyport.encryption.mailrule.LeastTrust;
import org.sallyport.encryption.mailrule.Marking;
import org.sallyport.encryption.mailrule.OrElse;
import org.sallyport.encryption.mailrule.RuleWords;
import org.sallyport.encryption.mailrule.Treatment;

/** The fields of a mail rule's form. */
final class RuleForm {
  private RuleForm() {}

  /** The word that the API has for an action. */
  static String deed(Action action) {
    return switch (action) {
      case Action.GoOn _ -> "go-on";
      case Action.GoTo _ -> "go-to";
      case Action.Treat(var treatment) ->
          switch (treatment) {
            case Treatment.Pass _ -> "pass";
            case Treatment.Encrypt _ -> "encrypt";
            case Treatment.Sign _ -> "sign";
            case Treatment.Decrypt _ -> "decrypt";
            case Treatment.WebMail _ -> "web-mail";
            case Treatment.Bounce _ -> "bounce";
            case Treatment.Drop _ -> "drop";
          };
    };
  }

  /**
   * The fields.
   *
   * @param chains where a rule can lead
   */
  static List<Field> fields(RuleDraft draft, List<String> chains) {
    var fields = new ArrayList<Field>();
    fields.add(Input.text("title", "Name", draft.name()).needed());
    fields.add(new Tick("enabled", "It is looked at", draft.enabled()));
    conditions(draft, fields);
    fields.add(
        new Area(
            "fields",
            "Header fields to add",
            draft.fields(),
            "One on each line, such as X-Class: secret.",
            2));
    fields.add(new Area("copies", "Copies to", draft.copies(), "A mail address on each line.", 2));
    action(draft, chains, fields);
    fields.add(Input.text("note", "What it is for", draft.note()));
    return fields;
  }

  private static void conditions(RuleDraft draft, List<Field> fields) {
    fields.add(
        new Choice(
            "match",
            "It holds where",
            List.of(
                new Option("all", "all of these hold"),
                new Option("any", "any of these holds"),
                new Option("none", "none of these holds")),
            draft.match()));
    fields.add(
        new Area(
            "criteria",
            "Conditions",
            draft.criteria(),
            "One on each line; none: it holds always. Lines such as: subject begins [encrypt] –"
                + " sender is @example.com – header X-Class is secret – size larger 10MiB –"
                + " encrypted. A line any of, all of or none of has those under it that are"
                + " indented.",
            5));
    var whats = new ArrayList<Option>();
    whats.add(new Option("", "no further condition"));
    Arrays.stream(Comparison.What.values())
        .map(each -> new Option(each.word(), each.word().replace('-', ' ')))
        .forEach(whats::add);
    fields.add(new Choice("what", "Add a condition: what", whats, ""));
    fields.add(
        Input.text("header", "Name of the header field", "").hinted("For a header field alone."));
    fields.add(
        choice(
            "operator",
            "Comparison",
            Comparison.Operator.values(),
            Comparison.Operator::word,
            "is"));
    fields.add(Input.text("value", "Value", ""));
  }

  private static void action(RuleDraft draft, List<String> chains, List<Field> fields) {
    fields.add(
        new Choice(
            "do",
            "Then",
            List.of(
                new Option("encrypt", "encrypt it"),
                new Option("sign", "sign it"),
                new Option("decrypt", "open and verify it"),
                new Option("web-mail", "leave it in web mail"),
                new Option("bounce", "do not accept it"),
                new Option("pass", "let it pass as it came"),
                new Option("drop", "drop it and tell nobody"),
                new Option("go-to", "go to another chain"),
                new Option("go-on", "go on with the next rule")),
            draft.deed()));
    fields.add(
        choice("trust", "Encrypt to keys", LeastTrust.values(), RuleWords::of, draft.trust()));
    fields.add(new Tick("sign", "Sign what is encrypted, too", draft.sign()));
    fields.add(
        choice(
            "otherwise",
            "Where it cannot be encrypted or signed",
            OrElse.values(),
            RuleWords::of,
            draft.otherwise()));
    fields.add(
        choice(
            "marking",
            "What is opened says what was found",
            Marking.values(),
            RuleWords::of,
            draft.marking()));
    fields.add(
        Input.text("reason", "The sender is told, where it is not accepted", draft.reason()));
    var ways = new ArrayList<Option>();
    ways.add(new Option("", "none"));
    chains.forEach(each -> ways.add(new Option(each, each)));
    fields.add(new Choice("goto", "The other chain", ways, draft.chain()));
  }

  private static <E extends Enum<E>> Choice choice(
      String name, String label, E[] all, Function<E, String> words, String chosen) {
    return new Choice(
        name,
        label,
        Arrays.stream(all)
            .map(each -> new Option(RuleWords.word(each), words.apply(each)))
            .toList(),
        chosen);
  }
}
