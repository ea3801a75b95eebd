package org.sallyport.director.pool;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.PoolSettings.FailBack;

/** {@code failover}: the active member; for a retry, the next of the order. */
record FailoverChoice(Tiers tiers, Order order, Decision.@Nullable Chosen active)
    implements Choice {

  static FailoverChoice of(
      List<Standing> standings, Tiers tiers, Incumbency incumbency, FailBack failBack) {
    var order = Order.of(standings, member -> reason(member, incumbency, failBack));
    long incumbent = 0;
    for (var standing : standings) {
      incumbent |= standing.member().name().equals(incumbency.name()) ? standing.member().bit() : 0;
    }
    long fit = tiers.fit() & incumbent;
    return new FailoverChoice(tiers, order, order.first(fit != 0 ? fit : tiers.best(0)));
  }

  private static Reason reason(Member member, Incumbency incumbency, FailBack failBack) {
    if (!member.name().equals(incumbency.name())) {
      return new Reason(
          Reason.Kind.INCUMBENT,
          member.name() + " stands in for " + incumbency.name() + ", the incumbent");
    }
    var form = failBack.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Reason(
        Reason.Kind.INCUMBENT,
        member.name()
            + " is the incumbent of failover ("
            + incumbency.why()
            + "); "
            + (incumbency.switched() ? "fail-back does not undo a switch" : "fail-back " + form));
  }

  @Override
  public Decision.@Nullable Chosen choose(long tried, long ticket) {
    return active != null && (tried & active.member().bit()) == 0
        ? active
        : order.first(tiers.best(tried));
  }

  @Override
  public boolean rotates() {
    return false;
  }
}
