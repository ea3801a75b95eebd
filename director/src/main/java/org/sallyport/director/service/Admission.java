package org.sallyport.director.service;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.LimitSettings;

/**
 * Counts the connections of a service and of each client address against the limits. Any thread.
 *
 * <p>Without limits by address nothing is kept by address.
 */
final class Admission {
  /** Beyond this many addresses, those without a connection are dropped. */
  private static final int MANY_ADDRESSES = 65_536;

  private final LimitSettings limits;
  private final ConcurrentHashMap<InetAddress, Tally> tallies = new ConcurrentHashMap<>();
  private final boolean byAddress;

  Admission(LimitSettings limits) {
    this.limits = limits;
    this.byAddress =
        limits.connectionsPerAddress() > 0 || limits.connectionsPerSecondPerAddress() > 0;
  }

  /**
   * Admits a connection, or says why not. What is admitted is {@link #release}d when it ends.
   *
   * @param open connections of the service, this one included
   */
  @Nullable Refusal admit(InetAddress client, int open) {
    if (open > limits.connections()) {
      return Refusal.CONNECTIONS;
    }
    return byAddress ? admitAddress(client) : null;
  }

  void release(InetAddress client) {
    if (!byAddress) {
      return;
    }
    tallies.computeIfPresent(
        client,
        (address, tally) -> {
          tally.open--;
          return tally.open == 0 && limits.connectionsPerSecondPerAddress() == 0 ? null : tally;
        });
  }

  private @Nullable Refusal admitAddress(InetAddress client) {
    if (tallies.size() > MANY_ADDRESSES) {
      tallies.values().removeIf(tally -> tally.open == 0);
    }
    long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    var outcome = new Refusal[1];
    tallies.compute(
        client,
        (address, known) -> {
          var tally = known == null ? new Tally() : known;
          outcome[0] = tally.admit(limits, second);
          return tally;
        });
    return outcome[0];
  }

  /** One address; guarded by the map's lock on its entry. */
  private static final class Tally {
    private int open;
    private long second;
    private int inSecond;

    @Nullable Refusal admit(LimitSettings limits, long now) {
      if (second != now) {
        second = now;
        inSecond = 0;
      }
      int most = limits.connectionsPerAddress();
      if (most > 0 && open >= most) {
        return Refusal.ADDRESS_CONNECTIONS;
      }
      int rate = limits.connectionsPerSecondPerAddress();
      if (rate > 0 && inSecond >= rate) {
        return Refusal.ADDRESS_RATE;
      }
      inSecond++;
      open++;
      return null;
    }
  }
}
