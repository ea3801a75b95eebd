package org.sallyport.director.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code least-connections}: the fewest requests in hand for the weight; equals take turns. */
final class LeastConnectionsChoice implements Choice {
  private final Tiers tiers;
  private final Order order;
  private final Decision.Chosen[] best;

  private LeastConnectionsChoice(Tiers tiers, Order order) {
    this.tiers = tiers;
    this.order = order;
    this.best = order.all(tiers.best(0));
  }

  static LeastConnectionsChoice of(List<Standing> standings, Tiers tiers) {
    return new LeastConnectionsChoice(tiers, Order.of(standings, LeastConnectionsChoice::reason));
  }

  private static Reason reason(Member member) {
    return new Reason(
        Reason.Kind.FEWEST, member.name() + " has the fewest requests in hand for its weight");
  }

  @Override
  public Decision.@Nullable Chosen choose(long tried, long ticket) {
    Decision.@Nullable Chosen least = null;
    int equals = 0;
    for (var next : best) {
      if ((tried & next.member().bit()) != 0) {
        continue;
      }
      int comparison = least == null ? -1 : compare(next.member(), least.member());
      least = comparison < 0 ? next : least;
      equals = comparison < 0 ? 1 : equals + (comparison == 0 ? 1 : 0);
    }
    if (least == null) {
      return order.first(tiers.best(tried));
    }
    return equals == 1 ? least : turn(least, tried, Long.remainderUnsigned(ticket, equals));
  }

  /** The one whose turn it is among equals; loads may have changed since they were counted. */
  private Decision.Chosen turn(Decision.Chosen least, long tried, long turn) {
    long left = turn;
    for (var next : best) {
      if ((tried & next.member().bit()) == 0
          && compare(next.member(), least.member()) == 0
          && left-- == 0) {
        return next;
      }
    }
    return least;
  }

  private static int compare(Member one, Member other) {
    return Long.compare(
        (long) one.traffic().openRequests() * other.weight(),
        (long) other.traffic().openRequests() * one.weight());
  }

  @Override
  public boolean rotates() {
    return true;
  }
}
