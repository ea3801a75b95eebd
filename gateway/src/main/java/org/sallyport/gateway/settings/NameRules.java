package org.sallyport.gateway.settings;

import java.util.Map;
import org.sallyport.config.Checked.Findings;

/** What names must look like that appear in logs, metrics and pages. */
final class NameRules {
  private NameRules() {}

  /**
   * Checks the keys of a section.
   *
   * @param path of the section, with the dot behind it
   * @param none what to say of an empty section
   */
  static void check(String path, Map<String, ?> section, String none, Findings findings) {
    if (section.isEmpty()) {
      findings.problem(path.substring(0, path.length() - 1), none);
    }
    for (var name : section.keySet()) {
      if (!name.matches("[0-9A-Za-z._-]{1,64}")) {
        findings.problem(
            path + name,
            "expected a name of at most 64 letters, digits, dots, hyphens and underscores: it"
                + " appears in logs and metrics");
      }
    }
  }
}
