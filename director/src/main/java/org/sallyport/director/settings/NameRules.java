package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;

/** What names of services, pools and members may look like. */
final class NameRules {
  private NameRules() {}

  static void check(DirectorSettings director, Findings findings) {
    if (director.services().isEmpty()) {
      findings.problem("services", "a director needs at least one service");
    }
    director.services().keySet().stream()
        .filter(name -> !name.matches("[A-Za-z0-9._-]{1,253}"))
        .forEach(
            name ->
                findings.problem(
                    "services." + name,
                    "expected a name of letters, digits, dots, hyphens and underscores; server"
                        + " names with * go to names"));
    director.pools().keySet().stream()
        .filter(name -> !Tokens.isName(name))
        .forEach(
            name ->
                findings.problem(
                    "pools." + name,
                    "expected a name of at most 64 letters, digits, dots, hyphens and"
                        + " underscores"));
    director.pools().keySet().stream()
        .filter(name -> director.services().values().stream().noneMatch(s -> s.pool().equals(name)))
        .forEach(name -> findings.warning("pools." + name, "no service uses this pool"));
  }
}
