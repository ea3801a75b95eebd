package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;
import org.sallyport.director.settings.PoolSettings.Kind;
import org.sallyport.director.settings.PoolSettings.Policy;

/** What must hold between the keys of one pool. */
final class PoolRules {
  private PoolRules() {}

  static void check(PoolSettings pool, Findings findings) {
    if (pool.members().isEmpty()) {
      findings.problem("members", "a pool needs at least one member");
    }
    if (pool.members().size() > 64) {
      findings.problem("members", "a pool has at most 64 members");
    }
    if (pool.kind() == Kind.STATEFUL && pool.policy() == Policy.ROUND_ROBIN) {
      findings.problem(
          "policy",
          "round-robin on a stateful pool: a session that changes its member midstream breaks;"
              + " use failover, ordered, ratio or least-connections, or kind: stateless");
    }
  }
}
