package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;

/** What must hold between services that share a listener. */
final class ListenerRules {
  private ListenerRules() {}

  static void check(DirectorSettings director, Findings findings) {
    if (director.services().isEmpty()) {
      findings.problem("services", "a director needs at least one service");
    }
  }
}
