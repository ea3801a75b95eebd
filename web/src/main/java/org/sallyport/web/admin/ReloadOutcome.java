package org.sallyport.web.admin;

import java.util.List;

/** What became of a reload. */
public sealed interface ReloadOutcome {

  /**
   * The new configuration is in force.
   *
   * @param changes a line each; empty where the file says the same as before
   */
  record Accepted(List<String> changes) implements ReloadOutcome {
    public Accepted {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The former configuration is still in force.
   *
   * @param problems with file and line, a line each
   */
  record Rejected(List<String> problems) implements ReloadOutcome {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
