package org.sallyport.encryption.policy;

import java.time.Duration;
import org.sallyport.encryption.log.LogLevel;

/**
 * How clients of a policy behave.
 *
 * @param updateInterval how often they ask for the policy
 * @param offlineGrace how long the last policy holds without the server
 * @param afterGrace what then
 * @param logLevel the least level of lines that they send
 */
public record ClientSettings(
    Duration updateInterval, Duration offlineGrace, AfterGrace afterGrace, LogLevel logLevel) {
  /** The shortest interval of polls. */
  public static final Duration OFTEN = Duration.ofMinutes(1);

  /** The longest one. */
  public static final Duration SELDOM = Duration.ofDays(30);

  /** The longest time of grace. */
  public static final Duration LONGEST_GRACE = Duration.ofDays(365);

  /** What holds where nobody has said anything else. */
  public static final ClientSettings STANDARD =
      new ClientSettings(Duration.ofDays(1), Duration.ofDays(30), AfterGrace.BLOCK, LogLevel.INFO);

  /** What a client does once the time of grace is over. */
  public enum AfterGrace {
    /** Nothing that needs a policy. */
    BLOCK,
    /** It goes on with the last one. */
    ALLOW
  }
}
