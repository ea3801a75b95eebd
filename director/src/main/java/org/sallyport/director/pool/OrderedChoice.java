package org.sallyport.director.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ordered}: the first of the list that takes sessions. */
record OrderedChoice(Tiers tiers, Order order) implements Choice {

  static OrderedChoice of(List<Standing> standings, Tiers tiers) {
    return new OrderedChoice(tiers, Order.of(standings, OrderedChoice::reason));
  }

  private static Reason reason(Member member) {
    return new Reason(
        Reason.Kind.ORDER, member.name() + " is the first of the order that takes sessions");
  }

  @Override
  public Decision.@Nullable Chosen choose(long tried, long ticket) {
    return order.first(tiers.best(tried));
  }

  @Override
  public boolean rotates() {
    return false;
  }
}
