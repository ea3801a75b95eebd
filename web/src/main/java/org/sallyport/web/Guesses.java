package org.sallyport.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong tokens: an address may be wrong {@value #AT_ONCE} times, and then once a second;
 * what is wrong in between is told to go away and fills no log. An IPv6 network of 64 bits is one
 * address, as one client has all of it. Any thread.
 */
public final class Guesses {
  /** How many wrong ones an address has to begin with. */
  public static final int AT_ONCE = 10;

  static final Duration EACH = Duration.ofSeconds(1);

  /** The address that was wrong longest ago leaves first. */
  private static final int ADDRESSES = 1024;

  private final InstantSource clock;
  private final int atOnce;

  /** When the wrong tokens of an address will all be forgiven. */
  private final Map<String, Instant> forgiven = new LinkedHashMap<>(16, 0.75f, true);

  /** Nobody was wrong so far. */
  public Guesses(InstantSource clock) {
    this(clock, AT_ONCE);
  }

  /**
   * Nobody was wrong so far.
   *
   * @param atOnce how many wrong ones each has to begin with
   */
  public Guesses(InstantSource clock, int atOnce) {
    this.clock = clock;
    this.atOnce = atOnce;
  }

  /** Whether a wrong token from that address is answered as one more mistake. */
  public boolean mayTry(InetAddress from) {
    return mayTry(key(from));
  }

  /** The same of whoever is named otherwise than by an address. */
  public synchronized boolean mayTry(String who) {
    var until = forgiven.get(who);
    return until == null || until.isBefore(clock.instant().plus(EACH.multipliedBy(atOnce)));
  }

  /** A token from that address was wrong. */
  public void wrong(InetAddress from) {
    wrong(key(from));
  }

  /** The same of whoever is named otherwise than by an address. */
  public synchronized void wrong(String who) {
    var now = clock.instant();
    forgiven.merge(
        who, now.plus(EACH), (until, _) -> (until.isBefore(now) ? now : until).plus(EACH));
    if (forgiven.size() > ADDRESSES) {
      forgiven.remove(forgiven.keySet().iterator().next());
    }
  }

  private static String key(InetAddress from) {
    var bytes = from.getAddress();
    return HexFormat.of().formatHex(from instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }
}
