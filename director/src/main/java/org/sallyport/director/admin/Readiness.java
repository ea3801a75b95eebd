package org.sallyport.director.admin;

import java.util.List;

/**
 * Whether a director takes clients: its listeners are open and each pool has had a first verdict.
 *
 * @param reasons what is still missing, a sentence each; empty when ready
 */
public record Readiness(List<String> reasons) {
  public Readiness {
    reasons = List.copyOf(reasons);
  }

  /** Whether nothing is missing. */
  public boolean ready() {
    return reasons.isEmpty();
  }
}
