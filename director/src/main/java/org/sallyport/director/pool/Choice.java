package org.sallyport.director.pool;

import org.jspecify.annotations.Nullable;

/**
 * A policy over one snapshot: which member takes a new session. Pure, but for {@code
 * least-connections}, which looks at the load of the moment.
 */
sealed interface Choice
    permits FailoverChoice, OrderedChoice, RotationChoice, LeastConnectionsChoice {
  /**
   * The member, or null where nobody is left.
   *
   * @param tried members not to take, as bits
   * @param ticket the number of this decision; see {@link #rotates}
   */
  Decision.@Nullable Chosen choose(long tried, long ticket);

  /** Whether decisions draw tickets, consecutive numbers. */
  boolean rotates();
}
