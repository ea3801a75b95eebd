package org.sallyport.encryption.mailrule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes of one rule or chain among others. They make new lists and judge nothing: {@link
 * RuleReading#checked} does. What is not there is left as it is.
 */
public final class RuleEdits {
  private RuleEdits() {}

  /** A chain. */
  public static Optional<Chain> chain(List<Chain> chains, String name) {
    return chains.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** A rule of a chain. */
  public static Optional<Rule> rule(List<Chain> chains, String chain, String name) {
    return chain(chains, chain)
        .flatMap(one -> one.rules().stream().filter(each -> each.name().equals(name)).findFirst());
  }

  /**
   * Puts a rule where another one is, or behind all of its chain.
   *
   * @param instead of the rule of that name; empty: it is a new one
   */
  public static List<Chain> put(List<Chain> chains, String chain, String instead, Rule rule) {
    return within(
        chains,
        chain,
        rules -> {
          var changed = new ArrayList<>(rules);
          int at = place(rules, instead);
          if (at < 0) {
            changed.add(rule);
          } else {
            changed.set(at, rule);
          }
          return changed;
        });
  }

  /**
   * Moves a rule.
   *
   * @param by how many places; towards the front where it is negative
   */
  public static List<Chain> move(List<Chain> chains, String chain, String name, int by) {
    return within(
        chains,
        chain,
        rules -> {
          int at = place(rules, name);
          if (at < 0) {
            return rules;
          }
          var changed = new ArrayList<>(rules);
          var rule = changed.remove(at);
          changed.add(Math.clamp((long) at + by, 0, changed.size()), rule);
          return changed;
        });
  }

  /** Switches a rule on or off. */
  public static List<Chain> enable(List<Chain> chains, String chain, String name, boolean on) {
    return rule(chains, chain, name)
        .map(
            rule ->
                put(
                    chains,
                    chain,
                    name,
                    new Rule(
                        rule.name(),
                        on,
                        rule.note(),
                        rule.when(),
                        rule.fields(),
                        rule.copies(),
                        rule.action())))
        .orElse(chains);
  }

  /** Takes a rule away. */
  public static List<Chain> remove(List<Chain> chains, String chain, String name) {
    return within(
        chains, chain, rules -> rules.stream().filter(each -> !each.name().equals(name)).toList());
  }

  /** Adds a chain without rules. */
  public static List<Chain> add(List<Chain> chains, String chain) {
    var changed = new ArrayList<>(chains);
    changed.add(new Chain(chain, List.of()));
    return changed;
  }

  /** Takes a chain away with its rules. */
  public static List<Chain> remove(List<Chain> chains, String chain) {
    return chains.stream().filter(each -> !each.name().equals(chain)).toList();
  }

  private static List<Chain> within(
      List<Chain> chains, String name, UnaryOperator<List<Rule>> change) {
    return chains.stream()
        .map(
            chain ->
                chain.name().equals(name) ? new Chain(name, change.apply(chain.rules())) : chain)
        .toList();
  }

  private static int place(List<Rule> rules, String name) {
    return rules.stream().map(Rule::name).toList().indexOf(name);
  }
}
