package org.sallyport.encryption.mailrule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What administrators should know of rules that are in order. */
public final class RuleWarnings {
  private RuleWarnings() {}

  /**
   * What rules need of the server.
   *
   * @param webMail whether it offers web mail
   * @param groups the names of its groups
   */
  public record Server(boolean webMail, Set<String> groups) {
    /** Copies the set. */
    public Server {
      groups = Set.copyOf(groups);
    }
  }

  /** The same, and where rules want what the server has not. */
  public static List<String> of(RuleSet rules, Server server) {
    var warnings = new ArrayList<>(of(rules));
    for (var chain : rules.chains()) {
      for (var rule : chain.rules()) {
        var at = "chain " + chain.name() + ", rule \"" + rule.name() + "\": ";
        if (rule.enabled() && !server.webMail() && wantsWebMail(rule.action())) {
          warnings.add(at + "this server offers no web mail, and so the sender is refused instead");
        }
        if (rule.enabled()) {
          groups(rule.when())
              .filter(name -> server.groups().stream().noneMatch(name::equalsIgnoreCase))
              .distinct()
              .forEach(name -> warnings.add(at + "there is no group \"" + name + '"'));
        }
      }
    }
    return warnings;
  }

  private static boolean wantsWebMail(Action action) {
    return action instanceof Action.Treat(var treatment)
        && switch (treatment) {
          case Treatment.WebMail _ -> true;
          case Treatment.Encrypt(_, _, var otherwise) -> otherwise == OrElse.WEB_MAIL;
          case Treatment.Sign(var otherwise) -> otherwise == OrElse.WEB_MAIL;
          case Treatment.Pass _, Treatment.Decrypt _, Treatment.Bounce _, Treatment.Drop _ -> false;
        };
  }

  private static Stream<String> groups(Criterion criterion) {
    return switch (criterion) {
      case Conditions all -> all.of().stream().flatMap(RuleWarnings::groups);
      case Comparison one ->
          one.what() == Comparison.What.SENDER_GROUP
                  || one.what() == Comparison.What.RECIPIENT_GROUP
              ? Stream.of(one.value().strip())
              : Stream.empty();
    };
  }

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
