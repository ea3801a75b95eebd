package org.sallyport.encryption.mailrule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.web.json.JsonRefused;
import org.sallyport.web.json.JsonText;
import org.sallyport.web.json.Members;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Rules as programs write them: {@code {"chains":[{"name","rules":[{"name","enabled"?,"note"?,
 * "match"?,"conditions"?:[…],"fields"?:[{"name","value"}],"copies"?:["a@example.com"],"action":{…}
 * }]}]}}. A condition is {@code {"what","name"?,"operator","value"?}} or {@code
 * {"match","conditions":[…]}}; an action is {@code {"do":"encrypt|sign|decrypt|web-mail|bounce|
 * pass|drop|go-to|go-on", …}}.
 */
public final class RuleReading {
  private static final Pattern CHAIN = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Set<String> MATCHES = words(Conditions.Match.values());
  private static final Set<String> WHATS = words(Comparison.What.values());
  private static final Set<String> OPERATORS = words(Comparison.Operator.values());
  private static final Set<String> OTHERWISES = words(OrElse.values());
  private static final Set<String> TRUSTS = words(LeastTrust.values());
  private static final Set<String> MARKINGS = words(Marking.values());
  private static final Set<String> DEEDS =
      Set.of("encrypt", "sign", "decrypt", "web-mail", "bounce", "pass", "drop", "go-to", "go-on");

  private int rules;

  private RuleReading() {}

  /** Reads the members of a body; what is wrong is refused with its pointer. */
  public static List<Chain> of(Members body) {
    return new RuleReading().chains(body);
  }

  private List<Chain> chains(Members body) {
    var given = body.objects("chains", RuleSet.MOST_CHAINS);
    var chains = new ArrayList<Chain>();
    var names = new HashSet<String>();
    for (var each : given) {
      var name = each.text("name", 40);
      if (!CHAIN.matcher(name).matches()) {
        throw each.wrong("name", "expected lower-case letters, digits and hyphens");
      }
      if (!names.add(name)) {
        throw each.wrong("name", "there is another chain of this name");
      }
      chains.add(new Chain(name, rules(each)));
      each.end();
    }
    for (var direction : Direction.values()) {
      if (!names.contains(direction.chain())) {
        throw body.wrong("chains", "expected a chain " + direction.chain() + " among them");
      }
    }
    ways(body, given, chains, names);
    return chains;
  }

  /** Refuses ways to chains that are not there, and ways in circles. */
  private static void ways(
      Members body, List<Members> given, List<Chain> chains, Set<String> names) {
    var ways = new HashMap<String, Set<String>>();
    for (int i = 0; i < chains.size(); i++) {
      var to = new HashSet<String>();
      for (var rule : chains.get(i).rules()) {
        if (rule.action() instanceof Action.GoTo(var other)) {
          if (!names.contains(other)) {
            throw given
                .get(i)
                .wrong(
                    "rules",
                    "the rule \""
                        + rule.name()
                        + "\" goes to the chain "
                        + other
                        + ", which is not there; there are "
                        + names.stream().sorted().collect(Collectors.joining(", ")));
          }
          to.add(other);
        }
      }
      ways.put(chains.get(i).name(), to);
    }
    for (var chain : chains) {
      if (reaches(ways, chain.name(), chain.name(), new HashSet<>())) {
        throw body.wrong("chains", "rules lead from the chain " + chain.name() + " back to it");
      }
    }
  }

  private static boolean reaches(
      Map<String, Set<String>> ways, String from, String to, Set<String> seen) {
    for (var next : ways.getOrDefault(from, Set.of())) {
      if (next.equals(to) || (seen.add(next) && reaches(ways, next, to, seen))) {
        return true;
      }
    }
    return false;
  }

  private List<Rule> rules(Members chain) {
    var read = new ArrayList<Rule>();
    var names = new HashSet<String>();
    for (var each : chain.objects("rules", RuleSet.MOST_RULES)) {
      var rule = rule(each);
      each.end();
      if (!names.add(rule.name())) {
        throw each.wrong("name", "there is another rule of this name in the chain");
      }
      if (++rules > RuleSet.MOST_RULES) {
        throw each.wrong("name", "there are more than " + RuleSet.MOST_RULES + " rules");
      }
      read.add(rule);
    }
    return read;
  }

  private static Rule rule(Members one) {
    var name = one.text("name", Rule.LONGEST_NAME);
    var conditions = conditions(one, 1);
    if (conditions.size() > Conditions.MOST) {
      throw one.wrong("conditions", "expected at most " + Conditions.MOST);
    }
    var action = one.object("action").orElseThrow(() -> one.wrong("action", "it is missing"));
    var read =
        new Rule(
            name,
            one.flag("enabled").orElse(true),
            one.optionalText("note", Rule.LONGEST_NOTE).orElse(""),
            conditions,
            fields(one),
            copies(one),
            action(action));
    action.end();
    return read;
  }

  private static Conditions conditions(Members of, int depth) {
    var match =
        of.word("match", MATCHES)
            .map(word -> constant(Conditions.Match.class, word))
            .orElse(Conditions.Match.ALL);
    var read = new ArrayList<Criterion>();
    var given =
        of.has("conditions") ? of.objects("conditions", Conditions.MOST) : List.<Members>of();
    for (var each : given) {
      if (each.has("conditions")) {
        if (depth == Conditions.DEEPEST) {
          throw each.wrong("conditions", "they are nested more than " + depth + " deep");
        }
        read.add(conditions(each, depth + 1));
      } else {
        read.add(comparison(each));
      }
      each.end();
    }
    return new Conditions(match, read);
  }

  private static Comparison comparison(Members one) {
    var what =
        one.word("what", WHATS)
            .map(word -> constant(Comparison.What.class, word))
            .orElseThrow(() -> one.wrong("what", "it is missing"));
    var operator =
        one.word("operator", OPERATORS)
            .map(word -> constant(Comparison.Operator.class, word))
            .orElse(Comparison.Operator.PRESENT);
    var name = one.optionalText("name", 60).orElse("");
    var value = one.optionalText("value", Comparison.LONGEST).orElse("");
    var fault = Comparison.fault(what, name, operator, value);
    if (fault.isPresent()) {
      throw one.wrong(fault.get().member(), fault.get().expected());
    }
    return new Comparison(what, name, operator, value);
  }

  private static List<AddedField> fields(Members one) {
    var read = new ArrayList<AddedField>();
    var given = one.has("fields") ? one.objects("fields", Rule.MOST) : List.<Members>of();
    for (var each : given) {
      var name = each.text("name", 60);
      var value = each.text("value", AddedField.LONGEST);
      var fault = AddedField.fault(name, value);
      if (fault.isPresent()) {
        throw each.wrong("name", fault.get());
      }
      each.end();
      read.add(new AddedField(name, value));
    }
    return read;
  }

  private static List<MailAddress> copies(Members one) {
    var texts = one.texts("copies", Rule.MOST, 254);
    var read = new ArrayList<MailAddress>();
    for (int i = 0; i < texts.size(); i++) {
      var address = MailAddress.parse(texts.get(i)).filter(each -> !each.domain().isEmpty());
      int at = i;
      read.add(address.orElseThrow(() -> one.wrongAt("copies", at, "expected a mail address")));
    }
    return read;
  }

  private static Action action(Members one) {
    var deed = one.word("do", DEEDS).orElseThrow(() -> one.wrong("do", "it is missing"));
    return switch (deed) {
      case "encrypt" ->
          treat(
              new Treatment.Encrypt(
                  one.word("trust", TRUSTS)
                      .map(word -> constant(LeastTrust.class, word))
                      .orElse(LeastTrust.FOUND),
                  one.flag("sign").orElse(true),
                  otherwise(one)));
      case "sign" -> {
        var otherwise = otherwise(one);
        if (otherwise == OrElse.SIGN) {
          throw one.wrong("otherwise", "expected bounce, web-mail or pass");
        }
        yield treat(new Treatment.Sign(otherwise));
      }
      case "decrypt" ->
          treat(
              new Treatment.Decrypt(
                  one.word("marking", MARKINGS)
                      .map(word -> constant(Marking.class, word))
                      .orElse(Marking.HEADER)));
      case "web-mail" -> treat(new Treatment.WebMail());
      case "bounce" -> treat(new Treatment.Bounce(one.text("reason", Treatment.Bounce.LONGEST)));
      case "pass" -> treat(new Treatment.Pass());
      case "drop" -> treat(new Treatment.Drop());
      case "go-to" -> new Action.GoTo(one.text("chain", 40));
      case "go-on" -> new Action.GoOn();
      default -> throw new IllegalStateException(deed); // word() lets no other through
    };
  }

  private static Action treat(Treatment treatment) {
    return new Action.Treat(treatment);
  }

  /** What is not said is safe: nothing leaves in clear. */
  private static OrElse otherwise(Members one) {
    return one.word("otherwise", OTHERWISES)
        .map(word -> constant(OrElse.class, word))
        .orElse(OrElse.BOUNCE);
  }

  private static Set<String> words(Enum<?>[] constants) {
    return Stream.of(constants).map(RuleReading::word).collect(Collectors.toUnmodifiableSet());
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** What became of reading a text. */
  public sealed interface Read {
    /** They are rules. */
    record Good(List<Chain> chains) implements Read {
      public Good {
        chains = List.copyOf(chains);
      }
    }

    /**
     * They are none.
     *
     * @param pointer the member that is wrong (RFC 6901); empty: the whole
     * @param expected what was expected there
     */
    record Wrong(String pointer, String expected) implements Read {}
  }

  /** Whether chains that were made otherwise are in order, too. */
  public static Read checked(List<Chain> chains) {
    return text(RuleWriting.json(chains));
  }

  /** Reads a text. */
  public static Read text(String json) {
    try {
      return new Read.Good(JsonText.read(json.getBytes(UTF_8), RuleReading::of));
    } catch (JsonRefused refused) {
      return new Read.Wrong(refused.pointer().orElse(""), refused.expected());
    }
  }
}
