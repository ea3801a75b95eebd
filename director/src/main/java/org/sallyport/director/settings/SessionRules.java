package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.PersistenceSettings.Mode;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Kind;

/** What must hold between a service and its pool so that sessions stay whole (D2, D4). */
final class SessionRules {
  private SessionRules() {}

  static void check(DirectorSettings director, Findings findings) {
    director
        .services()
        .forEach(
            (name, service) -> {
              var pool = director.pools().get(service.pool());
              if (pool != null && pool.kind() == Kind.STATEFUL) {
                stateful("services." + name, service, pool, findings);
              }
            });
  }

  private static void stateful(
      String path, ServiceSettings service, PoolSettings pool, Findings findings) {
    var persistence = service.persistence();
    if (persistence.by() == By.NONE) {
      forgetful(path, service, pool, findings);
    }
    if (persistence.by() == By.COOKIE && persistence.mode() == Mode.INSERT) {
      findings.warning(
          path + ".persistence.mode",
          "insert adds a second Set-Cookie; clients that take exactly one while they enrol fail"
              + " then; learn adds none");
    }
  }

  private static void forgetful(
      String path, ServiceSettings service, PoolSettings pool, Findings findings) {
    switch (pool.policy()) {
      case RATIO, LEAST_CONNECTIONS ->
          findings.problem(
              path + ".persistence",
              "none, but the pool "
                  + service.pool()
                  + " is stateful and its policy "
                  + Words.of(pool.policy())
                  + " would send a session's next connection to another member; keep it by"
                  + " source-address or cookie");
      case FAILOVER, ORDERED -> {
        if (pool.failBack() != FailBack.NEVER && pool.members().size() > 1) {
          findings.warning(
              path + ".persistence",
              "none, so every connection counts as a new session, and a member of the stateful"
                  + " pool "
                  + service.pool()
                  + " that comes back takes over sessions midstream; keep them by source-address"
                  + " or cookie, or say fail-back: never");
        }
      }
      case ROUND_ROBIN -> {
        // The pool itself reports this.
      }
    }
  }
}
