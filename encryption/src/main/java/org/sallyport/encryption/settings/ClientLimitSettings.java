package org.sallyport.encryption.settings;

import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;

/** The {@code client-limits} section. */
@Doc(
    "How much one enrolled client may write, at each node. Ten minutes' worth may come at once;"
        + " who asks for more is told when to go on, and loses nothing.")
public record ClientLimitSettings(
    @Doc("Batches of log lines a minute, 500 lines each at most.")
        @Default("30")
        @Range(min = 1, max = 100_000)
        int logBatchesPerMinute,
    @Doc("New sessions a minute; a session lasts ten.") @Default("6") @Range(min = 1, max = 100_000)
        int sessionsPerMinute) {
  /** What holds where nobody has said anything else. */
  public static ClientLimitSettings standard() {
    return new ClientLimitSettings(30, 6);
  }
}
