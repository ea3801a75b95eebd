package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sallyport.encryption.mailrule.Action;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.encryption.mailrule.Conditions;
import org.sallyport.encryption.mailrule.ConditionsText;
import org.sallyport.encryption.mailrule.LeastTrust;
import org.sallyport.encryption.mailrule.Marking;
import org.sallyport.encryption.mailrule.OrElse;
import org.sallyport.encryption.mailrule.Rule;
import org.sallyport.encryption.mailrule.RuleWords;
import org.sallyport.encryption.mailrule.Treatment;
import org.sallyport.web.route.Request;
import org.sallyport.wire.smtp.MailAddress;

/**
 * A mail rule as its form has it, right or wrong.
 *
 * @param match a word of {@link Conditions.Match}
 * @param criteria lines of {@link ConditionsText}
 * @param fields lines such as {@code X-Class: secret}
 * @param copies a mail address on each line
 * @param deed the word that the API has for the action
 * @param chain where {@code go-to} leads
 */
record RuleDraft(
    String name,
    boolean enabled,
    String note,
    String match,
    String criteria,
    String fields,
    String copies,
    String deed,
    String trust,
    boolean sign,
    String otherwise,
    String marking,
    String reason,
    String chain) {
  /** What became of reading one. */
  sealed interface Read {
    /** It is a rule. */
    record Good(Rule rule) implements Read {}

    /** It is none. */
    record Wrong(String why) implements Read {}
  }

  /** What stands in a field that makes no sense. */
  private static final class Unfit extends RuntimeException {
    Unfit(String why) {
      super(why, null, false, false);
    }
  }

  /** Of a new rule. */
  static RuleDraft blank() {
    return new RuleDraft(
        "", true, "", "all", "", "", "", "encrypt", "found", true, "bounce", "header", "", "");
  }

  /** Of a rule. */
  static RuleDraft of(Rule rule) {
    var blank = blank();
    var encrypt =
        treatment(rule.action()) instanceof Treatment.Encrypt one
            ? one
            : new Treatment.Encrypt(LeastTrust.FOUND, true, OrElse.BOUNCE);
    return new RuleDraft(
        rule.name(),
        rule.enabled(),
        rule.note(),
        RuleWords.word(rule.when().match()),
        ConditionsText.of(rule.when().of()),
        String.join(
            "\n", rule.fields().stream().map(each -> each.name() + ": " + each.value()).toList()),
        String.join("\n", rule.copies().stream().map(MailAddress::toString).toList()),
        RuleForm.deed(rule.action()),
        RuleWords.word(encrypt.trust()),
        encrypt.sign(),
        RuleWords.word(
            treatment(rule.action()) instanceof Treatment.Sign(var instead)
                ? instead
                : encrypt.otherwise()),
        treatment(rule.action()) instanceof Treatment.Decrypt(var marking)
            ? RuleWords.word(marking)
            : blank.marking(),
        treatment(rule.action()) instanceof Treatment.Bounce(var reason) ? reason : "",
        rule.action() instanceof Action.GoTo(var other) ? other : "");
  }

  private static Treatment treatment(Action action) {
    return action instanceof Action.Treat(var treatment) ? treatment : new Treatment.Pass();
  }

  /** Of a form that was sent; a condition that was put together beside the lines is one of them. */
  static RuleDraft of(Request in) {
    var what = Console.needed(in, "what");
    var more =
        what.isEmpty()
            ? ""
            : (what
                    + (what.equals("header") ? " " + Console.needed(in, "header") : "")
                    + (what.equals("encrypted") || what.equals("signed")
                        ? ""
                        : " " + Console.needed(in, "operator") + " " + Console.needed(in, "value")))
                .strip();
    var lines = in.form("criteria").orElse("").stripTrailing();
    return new RuleDraft(
        Console.needed(in, "title"),
        in.form("enabled").isPresent(),
        Console.needed(in, "note"),
        Console.needed(in, "match"),
        more.isEmpty() ? lines : lines.isEmpty() ? more : lines + "\n" + more,
        in.form("fields").orElse(""),
        in.form("copies").orElse(""),
        Console.needed(in, "do"),
        Console.needed(in, "trust"),
        in.form("sign").isPresent(),
        Console.needed(in, "otherwise"),
        Console.needed(in, "marking"),
        Console.needed(in, "reason"),
        Console.needed(in, "goto"));
  }

  /** The rule that it is; whether it goes with the others is for {@code RuleReading} to say. */
  Read read() {
    try {
      if (name.isEmpty() || name.length() > Rule.LONGEST_NAME) {
        throw new Unfit("name: expected 1 to " + Rule.LONGEST_NAME + " characters");
      }
      var conditions =
          switch (ConditionsText.read(criteria)) {
            case ConditionsText.Read.Good(var all) ->
                new Conditions(one("match", Conditions.Match.values(), match), all);
            case ConditionsText.Read.Wrong(int line, var expected) ->
                throw new Unfit("conditions, line " + line + ": " + expected);
          };
      return new Read.Good(new Rule(name, enabled, note, conditions, added(), copied(), action()));
    } catch (Unfit unfit) {
      return new Read.Wrong(String.valueOf(unfit.getMessage()));
    } catch (IllegalArgumentException unfit) { // what the records refuse says what they expect
      return new Read.Wrong(String.valueOf(unfit.getMessage()));
    }
  }

  private List<AddedField> added() {
    var read = new ArrayList<AddedField>();
    for (var line : fields.lines().filter(each -> !each.isBlank()).toList()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new Unfit("header fields: expected lines such as X-Class: secret");
      }
      read.add(new AddedField(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
    }
    return read;
  }

  private List<MailAddress> copied() {
    return copies
        .lines()
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(
            each ->
                MailAddress.parse(each)
                    .orElseThrow(() -> new Unfit("copies: " + each + " is no mail address")))
        .toList();
  }

  private Action action() {
    return switch (deed) {
      case "encrypt" ->
          treat(new Treatment.Encrypt(one("trust", LeastTrust.values(), trust), sign, instead()));
      case "sign" -> {
        if (instead() == OrElse.SIGN) {
          throw new Unfit("otherwise: who cannot sign cannot sign instead");
        }
        yield treat(new Treatment.Sign(instead()));
      }
      case "decrypt" -> treat(new Treatment.Decrypt(one("marking", Marking.values(), marking)));
      case "web-mail" -> treat(new Treatment.WebMail());
      case "bounce" -> {
        if (reason.isEmpty()) {
          throw new Unfit("reason: the sender is told it, and it is missing");
        }
        yield treat(new Treatment.Bounce(reason));
      }
      case "pass" -> treat(new Treatment.Pass());
      case "drop" -> treat(new Treatment.Drop());
      case "go-to" -> {
        if (chain.isEmpty()) {
          throw new Unfit("chain: say where the rule leads");
        }
        yield new Action.GoTo(chain);
      }
      case "go-on" -> new Action.GoOn();
      default -> throw new Unfit("then: expected something that can be done");
    };
  }

  private OrElse instead() {
    return one("otherwise", OrElse.values(), otherwise);
  }

  private static Action treat(Treatment treatment) {
    return new Action.Treat(treatment);
  }

  private static <E extends Enum<E>> E one(String field, E[] all, String word) {
    return Arrays.stream(all)
        .filter(each -> RuleWords.word(each).equals(word))
        .findFirst()
        .orElseThrow(() -> new Unfit(field + ": expected one of the words of the form"));
  }
}
