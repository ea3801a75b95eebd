package org.sallyport.net.tls;

import java.util.List;

/** What came of looking whether files have changed. */
public sealed interface Refresh {
  /** Nothing that is worth telling: what is in use stays. */
  record Unchanged() implements Refresh {}

  /** What the files hold is in use now. */
  record Renewed() implements Refresh {}

  /**
   * The files cannot be used, and what was in use stays. They are tried again, every ten seconds
   * and when they change; the same problems are not told twice in a row.
   *
   * @param problems every problem that was found, never none
   */
  record Refused(List<TlsProblem> problems) implements Refresh {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
