package org.sallyport.smtp.client;

import java.util.List;
import java.util.stream.Collectors;

/** What came of calling next hops. */
public sealed interface Dialled {
  /**
   * One has greeted.
   *
   * @param failed those before it
   */
  record Ready(SmtpConnection connection, List<Attempt> failed) implements Dialled {
    public Ready {
      failed = List.copyOf(failed);
    }
  }

  /** None has. */
  record Unreachable(List<Attempt> failed) implements Dialled {
    public Unreachable {
      failed = List.copyOf(failed);
    }

    /** Why, in one line. */
    public String reason() {
      return failed.stream().map(Attempt::toString).collect(Collectors.joining("; "));
    }
  }
}
