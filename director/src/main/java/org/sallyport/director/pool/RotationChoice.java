package org.sallyport.director.pool;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code ratio} and {@code round-robin}: a fixed schedule that tickets walk through. Each cycle
 * holds every member exactly as often as its weight, spread as evenly as it goes (the smooth
 * weighted round robin of nginx).
 */
final class RotationChoice implements Choice {
  private final Tiers tiers;
  private final Order order;
  private final Decision.Chosen[] schedule;

  private RotationChoice(Tiers tiers, Order order, Decision.Chosen[] schedule) {
    this.tiers = tiers;
    this.order = order;
    this.schedule = schedule;
  }

  static RotationChoice byWeight(List<Standing> standings, Tiers tiers) {
    int total = total(standings, tiers.best(0));
    return of(
        standings,
        tiers,
        Member::weight,
        Reason.Kind.WEIGHT,
        member -> "weight " + member.weight() + " of " + total);
  }

  static RotationChoice byTurn(List<Standing> standings, Tiers tiers) {
    int count = Long.bitCount(tiers.best(0));
    return of(
        standings, tiers, member -> 1, Reason.Kind.TURN, member -> "its turn, one of " + count);
  }

  private static RotationChoice of(
      List<Standing> standings,
      Tiers tiers,
      ToIntFunction<Member> weight,
      Reason.Kind kind,
      java.util.function.Function<Member, String> text) {
    var order =
        Order.of(standings, member -> new Reason(kind, member.name() + ": " + text.apply(member)));
    return new RotationChoice(tiers, order, schedule(order.all(tiers.best(0)), weight));
  }

  private static int total(List<Standing> standings, long set) {
    return standings.stream()
        .map(Standing::member)
        .filter(member -> (set & member.bit()) != 0)
        .mapToInt(Member::weight)
        .sum();
  }

  private static Decision.Chosen[] schedule(
      Decision.Chosen[] members, ToIntFunction<Member> weight) {
    var weights = new int[members.length];
    int total = 0;
    for (int i = 0; i < members.length; i++) {
      weights[i] = weight.applyAsInt(members[i].member());
      total += weights[i];
    }
    var schedule = new Decision.Chosen[total];
    var current = new int[members.length];
    for (int slot = 0; slot < total; slot++) {
      int heaviest = 0;
      for (int i = 0; i < members.length; i++) {
        current[i] += weights[i];
        heaviest = current[i] > current[heaviest] ? i : heaviest;
      }
      current[heaviest] -= total;
      schedule[slot] = members[heaviest];
    }
    return schedule;
  }

  @Override
  public Decision.@Nullable Chosen choose(long tried, long ticket) {
    int length = schedule.length;
    if (length == 0) {
      return null;
    }
    int slot = (int) Long.remainderUnsigned(ticket, length);
    for (int i = 0; i < length; i++) {
      var next = schedule[slot + i < length ? slot + i : slot + i - length];
      if ((tried & next.member().bit()) == 0) {
        return next;
      }
    }
    return order.first(tiers.best(tried));
  }

  @Override
  public boolean rotates() {
    return true;
  }
}
