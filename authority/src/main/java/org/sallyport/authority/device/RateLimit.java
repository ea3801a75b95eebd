package org.sallyport.authority.device;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests a minute from one address; of IPv6 from one /64, which one household has. Any thread.
 */
final class RateLimit {
  private static final int ADDRESSES = 100_000;
  private static final long MINUTE = 60_000;

  private final int perMinute;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private volatile long minute;

  RateLimit(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Counts a request and says whether it is within the limit. */
  boolean allows(InetAddress address) {
    long now = clock.millis() / MINUTE;
    if (now != minute || counts.size() > ADDRESSES) {
      minute = now;
      counts.clear();
    }
    return counts.computeIfAbsent(key(address), _ -> new AtomicInteger()).incrementAndGet()
        <= perMinute;
  }

  private static String key(InetAddress address) {
    var octets = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
  }
}
