package org.sallyport.director.pool;

import java.util.List;

/**
 * Who takes new sessions, as sets of {@link Member#bit}: the first set that is not empty decides.
 *
 * @param up UP and never away, or returned
 * @param returning UP but returning
 * @param degraded DEGRADED, otherwise as {@code up}
 * @param degradedReturning DEGRADED and returning
 */
record Tiers(long up, long returning, long degraded, long degradedReturning) {

  static Tiers of(List<Standing> standings) {
    long up = 0;
    long returning = 0;
    long degraded = 0;
    long degradedReturning = 0;
    for (var standing : standings) {
      if (standing.status().admin() != Admin.READY) {
        continue;
      }
      long bit = standing.member().bit();
      switch (standing.settled()) {
        case UP -> {
          up |= standing.returning() ? 0 : bit;
          returning |= standing.returning() ? bit : 0;
        }
        case DEGRADED -> {
          degraded |= standing.returning() ? 0 : bit;
          degradedReturning |= standing.returning() ? bit : 0;
        }
        case UNCHECKED, DOWN -> {}
      }
    }
    return new Tiers(up, returning, degraded, degradedReturning);
  }

  /** The best set without the members of {@code tried}; 0 where nobody is left. */
  long best(long tried) {
    if ((up & ~tried) != 0) {
      return up & ~tried;
    }
    if ((returning & ~tried) != 0) {
      return returning & ~tried;
    }
    return (degraded & ~tried) != 0 ? degraded & ~tried : degradedReturning & ~tried;
  }

  /** Who may go on as the incumbent: who is up, or, where nobody is, who is degraded. */
  long fit() {
    long alive = up | returning;
    return alive != 0 ? alive : degraded | degradedReturning;
  }

  /**
   * Whether several members take sessions and every one of them is degraded. What has struck all of
   * them lies beside none of them, and to move a session would not help it.
   */
  boolean shared() {
    return (up | returning) == 0 && Long.bitCount(degraded | degradedReturning) > 1;
  }
}
