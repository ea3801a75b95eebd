package org.sallyport.encryption.directory;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much one address may ask for: so many a minute, a sixth of them at once. For IPv6 a /64 is
 * one address, as who has one has all of it. The {@link #MOST} addresses that asked last are
 * remembered. Safe for use by several threads.
 */
final class RateLimit {
  /** Addresses that are remembered: some 10 MB at most. */
  static final int MOST = 65_536;

  private static final double NANOS_PER_MINUTE = 60e9;

  private final double perNano;
  private final double burst;
  private final Map<Source, Bucket> buckets =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Bucket> eldest) {
          return size() > MOST;
        }
      };

  /** An address, or the first half of one. */
  private record Source(long high, long low) {}

  private static final class Bucket {
    double left;
    long at;

    Bucket(double left, long at) {
      this.left = left;
      this.at = at;
    }
  }

  /**
   * A limit.
   *
   * @param perMinute 0 for none
   */
  RateLimit(int perMinute) {
    perNano = perMinute / NANOS_PER_MINUTE;
    burst = Math.max(1, perMinute / 6.0);
  }

  /**
   * Counts a request.
   *
   * @param nanos of a clock that only goes on
   * @return whether it is one too many
   */
  boolean isOver(InetAddress from, long nanos) {
    if (perNano == 0) {
      return false;
    }
    var source = source(from);
    synchronized (buckets) {
      @Nullable Bucket bucket = buckets.get(source);
      if (bucket == null) {
        buckets.put(source, new Bucket(burst - 1, nanos));
        return false;
      }
      bucket.left = Math.min(burst, bucket.left + Math.max(0, nanos - bucket.at) * perNano);
      bucket.at = nanos;
      if (bucket.left < 1) {
        return true;
      }
      bucket.left--;
      return false;
    }
  }

  private static Source source(InetAddress from) {
    var octets = from.getAddress();
    return from instanceof Inet6Address
        ? new Source(number(Arrays.copyOf(octets, 8)), 1)
        : new Source(number(octets), 0);
  }

  private static long number(byte[] octets) {
    long number = 0;
    for (byte each : octets) {
      number = number << 8 | (each & 0xff);
    }
    return number;
  }
}
