package org.sallyport.director.health;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.sallyport.director.settings.PassiveSettings;

/**
 * Failures of live traffic, counted without a lock. Failures count while no connection or answer
 * succeeds in between: a busy member that refuses one in a thousand is not down. Any thread; when
 * threads race, a failure more or less may be counted.
 */
final class PassiveWindow {
  private final long window;
  private final AtomicLongArray times;
  private final AtomicLong count = new AtomicLong();

  PassiveWindow(PassiveSettings settings) {
    window = settings.window().toNanos();
    times = new AtomicLongArray(settings.failures());
  }

  /** Counts a failure; whether there are too many within the window now. */
  boolean failed(long now) {
    int limit = times.length();
    if (limit == 0) {
      return false;
    }
    long earlier = count.getAndIncrement();
    times.set((int) (earlier % limit), now);
    long first = times.get((int) ((earlier + 1) % limit));
    return earlier + 1 >= limit && now - first <= window;
  }

  /** Forgets the failures. One volatile read where there are none. */
  void succeeded() {
    if (count.get() != 0) {
      count.set(0);
    }
  }
}
