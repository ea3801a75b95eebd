package org.sallyport.encryption.mailqueue;

import java.time.Duration;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** The {@code queue} of the mail gateway. */
@Doc("How mail is tried again that a next hop did not take at once.")
public record QueueSettings(
    @Doc("After how long senders are told that their mail is late.")
        @Default("4h")
        @Within(min = "1m", max = "30d")
        Duration delayAfter,
    @Doc("After how long mail is given up, and senders are told (RFC 5321 says 4 to 5 days).")
        @Default("5d")
        @Within(min = "1m", max = "30d")
        Duration giveUpAfter,
    @Doc("How long after the first try the second is made; each time it is twice as long.")
        @Default("1m")
        @Within(min = "1s", max = "1d")
        Duration firstRetry,
    @Doc("The longest time between two tries.") @Default("1h") @Within(min = "1s", max = "1d")
        Duration longestRetry,
    @Doc("Connections of this node to one next hop at the same time.")
        @Default("8")
        @Range(min = 1, max = 100)
        int connectionsPerHop)
    implements Checked {

  @Override
  public void check(Findings findings) {
    if (longestRetry.compareTo(firstRetry) < 0) {
      findings.problem("longest-retry", "expected first-retry at least");
    }
    if (giveUpAfter.compareTo(longestRetry) < 0) {
      findings.warning("give-up-after", "shorter than longest-retry: some mail is tried once");
    }
  }

  /** As without a section. */
  public static QueueSettings standard() {
    return new QueueSettings(
        Duration.ofHours(4), Duration.ofDays(5), Duration.ofMinutes(1), Duration.ofHours(1), 8);
  }
}
