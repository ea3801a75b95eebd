package org.sallyport.encryption.mailrule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.wire.smtp.MailAddress;

/** One way through the chains. One thread, one use. Chains do not go in circles. */
final class Walk {
  private final RuleSet rules;
  private final Direction direction;
  private final Matching matching;
  private final boolean explaining;
  private final List<AddedField> fields = new ArrayList<>();
  private final List<MailAddress> copies = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  Walk(RuleSet rules, Direction direction, Matching matching, boolean explaining) {
    this.rules = rules;
    this.direction = direction;
    this.matching = matching;
    this.explaining = explaining;
  }

  Decision decide() {
    return through(rules.chain(direction.chain()))
        .orElseGet(
            () ->
                decision(
                    new Treatment.Pass(),
                    direction.chain(),
                    Optional.empty(),
                    "no rule decides, so the message goes on as it came"));
  }

  private Optional<Decision> through(Chain chain) {
    path.add(chain.name());
    for (var rule : chain.rules()) {
      var decided = at(chain, rule);
      if (decided.isPresent()) {
        return decided;
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> at(Chain chain, Rule rule) {
    boolean holds = rule.enabled() && matching.holds(rule.when());
    if (explaining) {
      steps.add(step(chain, rule, holds));
    }
    if (!holds) {
      return Optional.empty();
    }
    fields.addAll(rule.fields());
    rule.copies().stream().filter(each -> !copies.contains(each)).forEach(copies::add);
    return switch (rule.action()) {
      case Action.GoOn _ -> Optional.empty();
      case Action.GoTo(var other) -> through(rules.chain(other));
      case Action.Treat(var treatment) ->
          Optional.of(
              decision(
                  treatment, chain.name(), Optional.of(rule.name()), matching.reason(rule.when())));
    };
  }

  private String step(Chain chain, Rule rule, boolean holds) {
    var at = chain.name() + ", \"" + rule.name() + "\": ";
    if (!rule.enabled()) {
      return at + "is switched off";
    }
    return at
        + (holds
            ? "holds (" + matching.reason(rule.when()) + ")"
            : "does not hold (" + rule.when().words() + ")");
  }

  private Decision decision(
      Treatment treatment, String chain, Optional<String> rule, String reason) {
    return new Decision(
        treatment,
        fields,
        copies,
        new Why(direction, rules.version(), path, chain, rule, reason, steps));
  }
}
