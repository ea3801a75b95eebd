package org.sallyport.encryption.mailrule;

import java.util.ArrayList;
import java.util.List;

/** What two versions of rules have differently, in words. */
public final class RuleDifferences {
  private final List<String> found = new ArrayList<>();

  private RuleDifferences() {}

  /** A sentence for each difference; empty: there is none. */
  public static List<String> between(List<Chain> before, List<Chain> after) {
    var differences = new RuleDifferences();
    for (var chain : after) {
      var was = RuleEdits.chain(before, chain.name());
      if (was.isEmpty()) {
        differences.found.add("chain " + chain.name() + ": new");
      }
      differences.chain(was.orElseGet(() -> new Chain(chain.name(), List.of())), chain);
    }
    for (var chain : before) {
      if (RuleEdits.chain(after, chain.name()).isEmpty()) {
        differences.found.add("chain " + chain.name() + ": removed");
      }
    }
    return List.copyOf(differences.found);
  }

  private void chain(Chain before, Chain after) {
    for (var rule : after.rules()) {
      var at = at(after, rule);
      var was = before.rules().stream().filter(each -> each.name().equals(rule.name())).findFirst();
      if (was.isEmpty()) {
        found.add(at + "new: where " + rule.when().words() + ": " + RuleWords.of(rule.action()));
      } else {
        rule(at, was.get(), rule);
      }
    }
    var names = after.rules().stream().map(Rule::name).toList();
    for (var rule : before.rules()) {
      if (!names.contains(rule.name())) {
        found.add(at(before, rule) + "removed");
      }
    }
    if (!common(before, after).equals(common(after, before))) {
      found.add("chain " + after.name() + ": the order is now " + String.join(", ", names));
    }
  }

  private static String at(Chain chain, Rule rule) {
    return chain.name() + ", \"" + rule.name() + "\": ";
  }

  /** The names of the rules of one chain that the other has, too. */
  private static List<String> common(Chain of, Chain other) {
    var names = other.rules().stream().map(Rule::name).toList();
    return of.rules().stream().map(Rule::name).filter(names::contains).toList();
  }

  private void rule(String at, Rule before, Rule after) {
    if (before.enabled() != after.enabled()) {
      found.add(at + (after.enabled() ? "switched on" : "switched off"));
    }
    if (!before.when().equals(after.when())) {
      changed(at + "when", before.when().words(), after.when().words());
    }
    if (!before.action().equals(after.action())) {
      changed(at + "then", RuleWords.of(before.action()), RuleWords.of(after.action()));
    }
    if (!before.fields().equals(after.fields())) {
      changed(at + "fields", fields(before), fields(after));
    }
    if (!before.copies().equals(after.copies())) {
      changed(at + "copies", before.copies().toString(), after.copies().toString());
    }
    if (!before.note().equals(after.note())) {
      changed(at + "note", before.note(), after.note());
    }
  }

  private static String fields(Rule of) {
    return of.fields().stream().map(each -> each.name() + ": " + each.value()).toList().toString();
  }

  private void changed(String what, String before, String after) {
    found.add(what + ": " + shown(before) + " → " + shown(after));
  }

  private static String shown(String words) {
    return words.isEmpty() || words.equals("[]") ? "none" : words;
  }
}
