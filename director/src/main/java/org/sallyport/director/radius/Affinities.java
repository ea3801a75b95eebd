package org.sallyport.director.radius;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;

/**
 * Which member knows a State, a Calling-Station-Id or a User-Name. Kept for a service across
 * reloads; any thread.
 *
 * <p>A table of fixed size: a value's hash chooses a row of four places, and a new entry takes the
 * place of the one that would end first. An entry is one word, of 28 bits of the hash, the second
 * at which it ends and the member's index, so that it is read and written at once, without a lock.
 * Two values with the same hash share a member, which harms neither; a seed keeps strangers from
 * choosing such values.
 */
public final class Affinities {
  private static final int ROWS = 1 << 16;
  private static final int WIDTH = 4;
  private static final int INDEX_BITS = 6;
  private static final int TIME_BITS = 30;
  private static final long TIME_MASK = (1L << TIME_BITS) - 1;
  private static final int TAG_SHIFT = INDEX_BITS + TIME_BITS;

  private final AtomicLongArray places = new AtomicLongArray(ROWS * WIDTH);
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final long origin = System.nanoTime();

  /** A table that knows nobody. */
  public Affinities() {}

  /** What a value is looked up by; the kind keeps a State apart from a User-Name of that text. */
  long hash(int kind, byte[] bytes, int offset, int length) {
    long hash = seed ^ kind * 0x9E3779B97F4A7C15L;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ bytes[offset + i]) * 0xFF51AFD7ED558CCDL;
      hash ^= hash >>> 32;
    }
    hash *= 0xC4CEB9FE1A85EC53L;
    return hash ^ hash >>> 29;
  }

  /** The member that knows the value and is in the pool; null where none is known. */
  @Nullable Member find(long hash, Pool pool, long nowNanos) {
    long now = seconds(nowNanos);
    int row = row(hash);
    for (int i = row; i < row + WIDTH; i++) {
      long entry = places.get(i);
      if (entry >>> TAG_SHIFT == tag(hash) && end(entry) > now) {
        return member(pool, (int) (entry & Long.SIZE - 1));
      }
    }
    return null;
  }

  private static @Nullable Member member(Pool pool, int index) {
    for (var member : pool.members()) {
      if (member.index() == index) {
        return member;
      }
    }
    return null;
  }

  /** Notes that the member knows the value, for so many seconds from now. */
  void pin(long hash, Member member, long nowNanos, long forSeconds) {
    long now = seconds(nowNanos);
    int row = row(hash);
    int place = row;
    for (int i = row; i < row + WIDTH; i++) {
      long entry = places.get(i);
      if (entry >>> TAG_SHIFT == tag(hash)) {
        place = i;
        break;
      }
      if (end(entry) < end(places.get(place))) {
        place = i;
      }
    }
    long entry = tag(hash) << TAG_SHIFT | end(now, forSeconds) << INDEX_BITS | member.index();
    if (places.get(place) != entry) {
      places.set(place, entry);
    }
  }

  private static long end(long now, long forSeconds) {
    return Math.min(now + 1 + forSeconds, TIME_MASK);
  }

  private static long end(long entry) {
    return entry >>> INDEX_BITS & TIME_MASK;
  }

  private long seconds(long nowNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nowNanos - origin);
  }

  private static int row(long hash) {
    return (int) (hash & ROWS - 1) * WIDTH;
  }

  private static long tag(long hash) {
    return hash >>> TAG_SHIFT;
  }
}
