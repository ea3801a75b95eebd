package org.sallyport.smtp.client;

import java.time.Duration;

/**
 * How long each step may take (RFC 5321 section 4.5.3.2).
 *
 * @param connect for a name, a connection, and each handshake
 * @param greeting for the greeting
 * @param command for EHLO, MAIL, RCPT and all else
 * @param data for the answer to DATA
 * @param block for one write
 * @param end for the answer to the end of a text; a short one doubles messages
 */
public record ClientTimeouts(
    Duration connect,
    Duration greeting,
    Duration command,
    Duration data,
    Duration block,
    Duration end) {
  /** As the standard has them. */
  public static final ClientTimeouts USUAL =
      new ClientTimeouts(
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10));

  /** All the same. */
  public static ClientTimeouts each(Duration time) {
    return new ClientTimeouts(time, time, time, time, time, time);
  }

  public ClientTimeouts {
    if (!connect.isPositive()
        || !greeting.isPositive()
        || !command.isPositive()
        || !data.isPositive()
        || !block.isPositive()
        || !end.isPositive()) {
      throw new IllegalArgumentException("times are positive");
    }
  }
}
