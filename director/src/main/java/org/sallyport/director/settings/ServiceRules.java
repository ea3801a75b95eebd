package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;

/** What must hold between the keys of one service. */
final class ServiceRules {
  private ServiceRules() {}

  static void check(ServiceSettings service, Findings findings) {
    if (service.decrypts() && service.certificates().isEmpty()) {
      findings.problem("certificates", "needed to terminate TLS");
    }
  }
}
