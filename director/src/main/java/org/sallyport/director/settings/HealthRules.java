package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;

/** What must hold between the keys of one health check. */
final class HealthRules {
  private HealthRules() {}

  static void check(HealthCheckSettings health, Findings findings) {
    if (health.timeout().compareTo(health.every()) > 0) {
      findings.problem("timeout", "expected at most the interval, every: " + health.every());
    }
  }
}
