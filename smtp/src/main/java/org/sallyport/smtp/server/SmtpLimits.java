package org.sallyport.smtp.server;

import java.time.Duration;
import org.sallyport.kernel.ByteSize;

/**
 * What one server allows.
 *
 * @param size of a message (RFC 1870)
 * @param textLine octets of a line of a message; RFC 5321 section 4.5.3.1.6 says 998, and mail that
 *     has more exists
 * @param recipients of a message; RFC 5321 section 4.5.3.1.8 asks for 100 at least
 * @param messages of a connection
 * @param errors commands of a connection that were not understood or not in order
 * @param refusals recipients of a connection that were refused
 * @param idle how long a command may take to come; RFC 5321 section 4.5.3.2.7 asks for five minutes
 * @param message how long the text of a message may take
 * @param total how long a connection may last; a message that has begun may end
 * @param connections at the same time
 * @param connectionsPerAddress at the same time from one address; trusted peers are not counted
 * @param connectionsPerMinute new ones from one address; trusted peers are not counted
 */
public record SmtpLimits(
    ByteSize size,
    int textLine,
    int recipients,
    int messages,
    int errors,
    int refusals,
    Duration idle,
    Duration message,
    Duration total,
    int connections,
    int connectionsPerAddress,
    int connectionsPerMinute) {
  /** What suits a server between two mail servers. */
  public static final SmtpLimits USUAL =
      new SmtpLimits(
          new ByteSize(100L << 20),
          128 << 10,
          1000,
          1000,
          20,
          1000,
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          2000,
          50,
          6000);

  /** Octets of a command line with all parameters; RFC 5321 asks for 512 and more with each. */
  static final int COMMAND_LINE = 4096;

  /** Octets of a line of a login (RFC 4954 section 4). */
  static final int LOGIN_LINE = 12_288;

  /** Words of RFC 5321's limits that nobody may go below. */
  public SmtpLimits {
    if (size.bytes() < 65_536) {
      throw new IllegalArgumentException("messages of 64 KiB are taken (RFC 5321 4.5.3.1.7)");
    }
    if (textLine < 998 || recipients < 1 || messages < 1 || errors < 1 || refusals < 1) {
      throw new IllegalArgumentException("a limit is below what mail needs");
    }
    if (connections < 1 || connectionsPerAddress < 1 || connectionsPerMinute < 1) {
      throw new IllegalArgumentException("a server takes connections");
    }
    if (!idle.isPositive() || !message.isPositive() || !total.isPositive()) {
      throw new IllegalArgumentException("times are positive");
    }
  }

  /** The same with other times. */
  public SmtpLimits within(Duration otherIdle, Duration otherMessage, Duration otherTotal) {
    return new SmtpLimits(
        size,
        textLine,
        recipients,
        messages,
        errors,
        refusals,
        otherIdle,
        otherMessage,
        otherTotal,
        connections,
        connectionsPerAddress,
        connectionsPerMinute);
  }
}
