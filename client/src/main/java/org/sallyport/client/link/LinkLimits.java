package org.sallyport.client.link;

import java.time.Duration;

/**
 * How long a client waits.
 *
 * @param connect for a connection; short, because there is another server
 * @param answer for an answer
 * @param leaveAlone for how long a server that failed is asked last
 */
public record LinkLimits(Duration connect, Duration answer, Duration leaveAlone) {
  /** What holds where nothing else is said: 3 s, 30 s, 15 s. */
  public static LinkLimits standard() {
    return new LinkLimits(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(15));
  }
}
