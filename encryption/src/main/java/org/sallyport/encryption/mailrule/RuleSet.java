package org.sallyport.encryption.mailrule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.wire.smtp.MailAddress;

/**
 * All chains at a version. Whoever made it has checked it ({@link RuleReading}). Any thread; asks
 * nobody but the membership.
 */
public final class RuleSet {
  /** The most chains. */
  public static final int MOST_CHAINS = 100;

  /** The most rules of all chains. */
  public static final int MOST_RULES = 500;

  private final long version;
  private final Map<String, Chain> chains;

  /** Chains, of which one is called {@code outbound} and one {@code inbound}. */
  public RuleSet(long version, List<Chain> chains) {
    this.version = version;
    this.chains =
        chains.stream()
            .collect(
                Collectors.toMap(Chain::name, each -> each, (one, _) -> one, LinkedHashMap::new));
    for (var direction : Direction.values()) {
      if (!this.chains.containsKey(direction.chain())) {
        throw new IllegalArgumentException("there is no chain " + direction.chain());
      }
    }
  }

  /**
   * What a new server begins with: mail that its sender marks leaves encrypted or is read in a
   * browser, and protected mail that comes in is opened.
   */
  public static RuleSet first() {
    var marked =
        new Conditions(
            Conditions.Match.ANY,
            List.of(
                new Comparison(
                    Comparison.What.SUBJECT, "", Comparison.Operator.BEGINS, "[encrypt]"),
                new Comparison(
                    Comparison.What.SENSITIVITY,
                    "",
                    Comparison.Operator.IS,
                    "company-confidential")));
    var protectedMail =
        new Conditions(
            Conditions.Match.ANY,
            List.of(
                new Comparison(Comparison.What.ENCRYPTED, "", Comparison.Operator.PRESENT, ""),
                new Comparison(Comparison.What.SIGNED, "", Comparison.Operator.PRESENT, "")));
    return new RuleSet(
        1,
        List.of(
            new Chain(
                "outbound",
                List.of(
                    Rule.of(
                        "Asked for by the sender",
                        marked,
                        new Action.Treat(
                            new Treatment.Encrypt(LeastTrust.FOUND, true, OrElse.WEB_MAIL))))),
            new Chain(
                "inbound",
                List.of(
                    Rule.of(
                        "Protected mail",
                        protectedMail,
                        new Action.Treat(new Treatment.Decrypt(Marking.HEADER)))))));
  }

  /** Which version it is. */
  public long version() {
    return version;
  }

  /** In their order. */
  public List<Chain> chains() {
    return List.copyOf(chains.values());
  }

  /** What is to be done for a recipient. */
  public Decision decide(
      Direction direction, MailFacts mail, MailAddress recipient, Membership groups) {
    return new Walk(this, direction, new Matching(mail, recipient, groups), false).decide();
  }

  /** The same, with a sentence for each rule that was looked at. */
  public Decision explain(
      Direction direction, MailFacts mail, MailAddress recipient, Membership groups) {
    return new Walk(this, direction, new Matching(mail, recipient, groups), true).decide();
  }

  Chain chain(String name) {
    var chain = chains.get(name);
    if (chain == null) {
      throw new IllegalStateException("rules go to a chain that is not there: " + name);
    }
    return chain;
  }
}
