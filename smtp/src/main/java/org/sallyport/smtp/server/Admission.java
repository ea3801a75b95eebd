package org.sallyport.smtp.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sallyport.kernel.IpPrefix;

/**
 * Counts connections by address, those of IPv6 by /64, which is what one host has at the least (RFC
 * 6177). Any thread; the clock is the caller's, in nanoseconds.
 */
final class Admission {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final int SWEEP = 10_000;

  private final SmtpLimits limits;
  private final Map<IpPrefix, Visitor> visitors = new HashMap<>();
  private int all;

  private static final class Visitor {
    int open;
    int begun;
    long since;
  }

  Admission(SmtpLimits limits) {
    this.limits = limits;
  }

  /** What came of a connection. */
  enum Verdict {
    ADMITTED,
    TOO_MANY,
    TOO_MANY_OF_ADDRESS,
    TOO_FAST
  }

  /**
   * Admits a connection, which {@link #leave} must end.
   *
   * @param trusted whether the limits of one address spare it
   */
  synchronized Verdict enter(InetAddress address, boolean trusted, long now) {
    if (all >= limits.connections()) {
      return Verdict.TOO_MANY;
    }
    if (visitors.size() > SWEEP) {
      visitors.values().removeIf(each -> each.open == 0 && now - each.since > MINUTE);
    }
    var visitor = visitors.computeIfAbsent(network(address), _ -> new Visitor());
    if (visitor.begun == 0 || now - visitor.since > MINUTE) {
      visitor.since = now;
      visitor.begun = 0;
    }
    if (!trusted && visitor.open >= limits.connectionsPerAddress()) {
      return Verdict.TOO_MANY_OF_ADDRESS;
    }
    if (!trusted && visitor.begun >= limits.connectionsPerMinute()) {
      return Verdict.TOO_FAST;
    }
    visitor.open++;
    visitor.begun++;
    all++;
    return Verdict.ADMITTED;
  }

  private static IpPrefix network(InetAddress address) {
    return IpPrefix.of(address, address instanceof Inet6Address ? 64 : 32);
  }

  /** One that was admitted has ended. */
  synchronized void leave(InetAddress address) {
    all--;
    var visitor = visitors.get(network(address));
    if (visitor != null) {
      visitor.open--;
    }
  }

  /** Connections that are open. */
  synchronized int open() {
    return all;
  }
}
