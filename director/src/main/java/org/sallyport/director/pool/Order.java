package org.sallyport.director.pool;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A decision for each member, made once for a snapshot and kept in order of preference. */
final class Order {
  private final Decision.Chosen[] chosen;

  private Order(Decision.Chosen[] chosen) {
    this.chosen = chosen;
  }

  static Order of(List<Standing> standings, Function<Member, Reason> reason) {
    return new Order(
        standings.stream()
            .map(Standing::member)
            .map(member -> new Decision.Chosen(member, reason.apply(member)))
            .toArray(Decision.Chosen[]::new));
  }

  /** The first whose bit is in {@code set}. */
  Decision.@Nullable Chosen first(long set) {
    for (var one : chosen) {
      if ((set & one.member().bit()) != 0) {
        return one;
      }
    }
    return null;
  }

  /** Those whose bits are in {@code set}. */
  Decision.Chosen[] all(long set) {
    return java.util.Arrays.stream(chosen)
        .filter(one -> (set & one.member().bit()) != 0)
        .toArray(Decision.Chosen[]::new);
  }
}
