package org.sallyport.director.filter;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each client came, in a table of fixed size that all event loops share without a lock.
 *
 * <p>The rate is that of a token bucket of one second's worth, kept as the one time at which the
 * bucket will be full again (the generic cell rate algorithm, ITU-T I.371). A client whose time has
 * passed is as good as unknown, so its place can be taken without loss. A set of four places, one
 * cache line, holds the clients of one hash; when all four are busy, the one with the most tokens
 * is forgotten. When threads race for a place, a client may be counted once too little.
 */
final class RateTable {
  private static final int SETS = 1 << 14;
  private static final int WAYS = 4;
  private static final long SECOND = 1_000_000_000L;
  private static final int TRIES = 16;

  private final AtomicLongArray cells = new AtomicLongArray(SETS * WAYS * 2);
  private final long seed = ThreadLocalRandom.current().nextLong() | 1;
  private final long start;
  private final long interval;
  private final long tolerance;

  /** A table for {@code perSecond}, from {@code now} on. */
  RateTable(int perSecond, long now) {
    interval = SECOND / perSecond;
    tolerance = SECOND - interval;
    // Times are kept relative to a start well before now, so that zero is long past.
    start = now - 10 * SECOND;
  }

  /** Counts an arrival; whether the client comes too often. Such an arrival takes no token. */
  boolean exceeded(long client, long nowNanos) {
    long now = nowNanos - start;
    int set = set(client);
    for (int i = 0; i < TRIES; i++) {
      int place = find(set, client);
      if (place >= 0) {
        return !take(place + 1, now);
      }
      if (claim(set, client, now)) {
        return false;
      }
    }
    return true;
  }

  private int set(long client) {
    long hash = (client ^ seed) * 0x9E3779B97F4A7C15L;
    hash = (hash ^ hash >>> 32) * seed;
    return (int) (hash >>> 50) * WAYS * 2;
  }

  private int find(int set, long client) {
    for (int place = set; place < set + WAYS * 2; place += 2) {
      if (cells.get(place) == client) {
        return place;
      }
    }
    return -1;
  }

  private boolean take(int cell, long now) {
    while (true) {
      long full = cells.get(cell);
      long from = Math.max(full, now);
      if (from - now > tolerance) {
        return false;
      }
      if (cells.compareAndSet(cell, full, from + interval)) {
        return true;
      }
    }
  }

  /** Takes the place of the client that will be full first; false when another thread did. */
  private boolean claim(int set, long client, long now) {
    int place = set;
    for (int i = set + 2; i < set + WAYS * 2; i += 2) {
      if (cells.get(i + 1) < cells.get(place + 1)) {
        place = i;
      }
    }
    if (!cells.compareAndSet(place, cells.get(place), client)) {
      return false;
    }
    cells.set(place + 1, now + interval);
    return true;
  }
}
