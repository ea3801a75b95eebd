package org.sallyport.director.settings;

import java.util.HashMap;
import java.util.Map;
import org.sallyport.config.Checked.Findings;
import org.sallyport.director.settings.MemberSettings.Initial;
import org.sallyport.director.settings.PoolSettings.Kind;
import org.sallyport.director.settings.PoolSettings.Policy;
import org.sallyport.kernel.HostPort;

/** What must hold between the keys of one pool. */
final class PoolRules {
  private static final int MOST_MEMBERS = 64;
  private static final String INSTEAD =
      "; use failover or ordered, give the members different weights, or say kind: stateless";

  private PoolRules() {}

  static void check(PoolSettings pool, Findings findings) {
    members(pool, findings);
    weights(pool, findings);
    sessions(pool, findings);
  }

  private static void members(PoolSettings pool, Findings findings) {
    if (pool.members().isEmpty()) {
      findings.problem("members", "a pool needs at least one member");
      return;
    }
    if (pool.members().size() > MOST_MEMBERS) {
      findings.problem("members", "a pool has at most " + MOST_MEMBERS + " members");
    }
    var addresses = new HashMap<HostPort, String>();
    pool.members().forEach((name, member) -> member(name, member, addresses, findings));
    if (pool.members().values().stream().allMatch(m -> m.initial() != Initial.READY)) {
      findings.warning("members", "no member takes sessions until one is resumed by hand");
    }
  }

  private static void member(
      String name, MemberSettings member, Map<HostPort, String> addresses, Findings findings) {
    var path = "members." + name;
    if (!Tokens.isName(name)) {
      findings.problem(
          path,
          "expected a name of at most 64 letters, digits, dots, hyphens and underscores: it"
              + " appears in cookies, metrics and commands");
    }
    if (member.address().port() == 0) {
      findings.problem(path + ".address", "port 0 cannot be called, expected 1 to 65535");
    }
    var twin = addresses.putIfAbsent(member.address(), name);
    if (twin != null) {
      findings.problem(
          path + ".address",
          member.address() + " is also the address of " + twin + "; a server is one member");
    }
  }

  private static void weights(PoolSettings pool, Findings findings) {
    if (pool.policy() == Policy.RATIO || pool.policy() == Policy.LEAST_CONNECTIONS) {
      return;
    }
    pool.members()
        .forEach(
            (name, member) ->
                member
                    .weight()
                    .ifPresent(
                        _ ->
                            findings.problem(
                                "members." + name + ".weight",
                                "the policy "
                                    + Words.of(pool.policy())
                                    + " ignores weights; use ratio or least-connections, or leave"
                                    + " it out")));
  }

  /** D2: a policy that deals out sessions evenly breaks those that live on one member. */
  private static void sessions(PoolSettings pool, Findings findings) {
    if (pool.kind() != Kind.STATEFUL) {
      return;
    }
    if (pool.policy() == Policy.ROUND_ROBIN) {
      findings.problem(
          "policy",
          "round-robin on a stateful pool: a session that changes its member midstream breaks"
              + "; use failover, ordered, ratio or least-connections, or say kind: stateless");
    }
    long weights =
        pool.members().values().stream().map(m -> m.weight().orElse(1)).distinct().count();
    if (pool.policy() == Policy.RATIO && pool.members().size() > 1 && weights == 1) {
      findings.problem(
          "policy",
          "ratio with equal weights on a stateful pool is round-robin by another name: a session"
              + " that changes its member midstream breaks"
              + INSTEAD);
    }
  }
}
