package org.sallyport.authority.api;

import java.time.Duration;
import org.sallyport.config.Durations;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;

/** How long a long poll waits. */
public final class Waiting {
  private Waiting() {}

  /**
   * The query's {@code wait}; none where it is absent.
   *
   * @throws RequestRefused with 400 where it is no duration, or longer than {@code longest}
   */
  public static Duration of(Request in, Duration longest) {
    return in.query("wait").map(text -> parse(text, longest)).orElse(Duration.ZERO);
  }

  private static Duration parse(String text, Duration longest) {
    try {
      var wait = Durations.parse(text);
      if (wait.compareTo(longest) <= 0) {
        return wait;
      }
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(Problems.badParameter("wait", String.valueOf(e.getMessage())));
    }
    throw new RequestRefused(
        Problems.badParameter("wait", "expected at most " + longest.toSeconds() + "s"));
  }
}
