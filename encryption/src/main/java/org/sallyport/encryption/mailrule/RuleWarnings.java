package org.sallyport.encryption.mailrule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What administrators should know of rules that are in order. */
public final class RuleWarnings {
  private RuleWarnings() {}

  /** A sentence each, in the order of the rules. */
  public static List<String> of(RuleSet rules) {
    var warnings = new ArrayList<String>();
    var reached = new HashSet<>(Set.of("outbound", "inbound"));
    for (var chain : rules.chains()) {
      boolean ended = false;
      for (var rule : chain.rules()) {
        var at = "chain " + chain.name() + ", rule \"" + rule.name() + "\": ";
        if (ended) {
          warnings.add(at + "it is never looked at, as a rule before it decides for all messages");
        }
        if (rule.enabled()) {
          clear(rule).ifPresent(words -> warnings.add(at + words));
          if (rule.action() instanceof Action.GoTo(var other)) {
            reached.add(other);
          }
          ended |= rule.when().isAlways() && rule.action() instanceof Action.Treat;
        }
      }
    }
    for (var chain : rules.chains()) {
      if (!reached.contains(chain.name())) {
        warnings.add("chain " + chain.name() + ": no rule goes to it");
      }
    }
    return warnings;
  }

  private static Optional<String> clear(Rule rule) {
    return rule.action() instanceof Action.Treat(Treatment.Encrypt(_, _, var otherwise))
            && otherwise.leavesInClear()
        ? Optional.of("where there is no key, the message leaves in clear")
        : Optional.empty();
  }
}
