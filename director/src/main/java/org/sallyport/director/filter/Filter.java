package org.sallyport.director.filter;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.FilterRule;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.RequestPath;

/**
 * The rules of one service. Immutable but for its counters; every event loop asks the same object.
 * Times are those of {@link System#nanoTime}.
 *
 * <p>A question allocates nothing, but for paths that are not in their simplest spelling and for
 * chunked bodies under a rule about sizes.
 */
public final class Filter {
  /** Lets everything pass. */
  public static final Filter NONE = new Filter(new Rule[0], DenialListener.NONE);

  private final Rule[] rules;
  private final boolean readsPaths;
  private final DenialListener listener;

  private Filter(Rule[] rules, DenialListener listener) {
    this.rules = rules;
    this.listener = listener;
    readsPaths = Arrays.stream(rules).anyMatch(Rule::readsPath);
  }

  /**
   * A filter of those rules, in that order.
   *
   * @param former the filter that this one takes the place of at a reload, or {@link #NONE}: rules
   *     that are unchanged keep their counts and rates
   */
  public static Filter of(
      List<FilterRule> rules, DenialListener listener, Filter former, long nowNanos) {
    if (rules.isEmpty()) {
      return NONE;
    }
    var ready = rules.stream().map(rule -> new Rule(rule, former.rule(rule), nowNanos));
    return new Filter(ready.toArray(Rule[]::new), listener);
  }

  private @Nullable Rule rule(FilterRule settings) {
    for (var rule : rules) {
      if (rule.settings.equals(settings)) {
        return rule;
      }
    }
    return null;
  }

  /** Whether there is nothing to ask. */
  public boolean isEmpty() {
    return rules.length == 0;
  }

  /**
   * Decides about a new connection of a service that is relayed; never {@link Verdict.AllowedUpTo}.
   */
  public Verdict onConnection(ClientAddress client, long nowNanos) {
    for (var rule : rules) {
      if (rule.matches(client, nowNanos)) {
        rule.count(client, nowNanos, listener);
        if (!rule.dryRun) {
          return rule.verdict;
        }
      }
    }
    return Verdict.ALLOWED;
  }

  /**
   * Decides about a request of an HTTP service.
   *
   * @param head scanned completely
   * @param buffer the array that the head was scanned in
   */
  public Verdict onRequest(ClientAddress client, RequestHead head, byte[] buffer, long nowNanos) {
    if (rules.length == 0) {
      return Verdict.ALLOWED;
    }
    RequestPath path =
        readsPaths ? PathPattern.read(buffer, head.targetOffset(), head.targetLength()) : null;
    Verdict.AllowedUpTo limits = null;
    long allowedFrom = Long.MAX_VALUE;
    for (var rule : rules) {
      switch (rule.matches(client, head, buffer, path, nowNanos)) {
        case NO -> {}
        case YES -> {
          rule.count(client, nowNanos, listener);
          if (!rule.dryRun) {
            return rule.denies || limits == null ? rule.verdict : limits;
          }
        }
        case WHEN_LARGER -> {
          if (!rule.denies) {
            allowedFrom = rule.dryRun ? allowedFrom : Math.min(allowedFrom, rule.largerThan());
          } else if (rule.largerThan() < allowedFrom) {
            // A body that an earlier rule has allowed for its size by then is not asked again.
            limits = Verdict.AllowedUpTo.insert(limits, rule.largerThan(), rule);
          }
        }
      }
    }
    return limits == null ? Verdict.ALLOWED : limits;
  }

  /**
   * Decides anew about a request whose chunked body has grown beyond {@link Verdict.AllowedUpTo}.
   */
  public Verdict bodyExceeded(Verdict.AllowedUpTo limit, ClientAddress client, long nowNanos) {
    Verdict.AllowedUpTo reached = limit;
    while (reached != null && reached.bytes() == limit.bytes()) {
      var rule = reached.rule();
      if (rule.isTooOften(client, nowNanos)) {
        rule.count(client, nowNanos, listener);
        if (!rule.dryRun) {
          return rule.verdict;
        }
      }
      reached = reached.next();
    }
    return reached == null ? Verdict.ALLOWED : reached;
  }

  /** How often each rule matched, in order. */
  public List<RuleCount> counts() {
    return Arrays.stream(rules).map(Rule::counted).toList();
  }
}
