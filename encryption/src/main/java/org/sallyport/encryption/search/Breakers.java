package org.sallyport.encryption.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sources that did not answer several times in a row, and are left alone for a while. For a search
 * in somebody's domain a source is one domain; the ones that failed last are remembered. Safe for
 * use by several threads.
 */
final class Breakers {
  private static final int MOST = 1000;
  private static final int FAILURES = 3;

  private final InstantSource clock;
  private final Duration recovery;
  private final Map<String, Failing> failing =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failing> eldest) {
          return size() > MOST;
        }
      };

  private record Failing(int times, Instant until) {}

  Breakers(InstantSource clock, Duration recovery) {
    this.clock = clock;
    this.recovery = recovery;
  }

  /** Whether a source is left alone now. */
  boolean isOpen(String source) {
    synchronized (failing) {
      var known = failing.get(source);
      return known != null && known.times >= FAILURES && clock.instant().isBefore(known.until);
    }
  }

  /** How many are left alone now. */
  int open() {
    synchronized (failing) {
      var now = clock.instant();
      return (int)
          failing.values().stream()
              .filter(each -> each.times >= FAILURES && now.isBefore(each.until))
              .count();
    }
  }

  /** Notes that it did not answer; true when it is left alone from now on. */
  boolean failed(String source) {
    synchronized (failing) {
      var before = failing.get(source);
      int times = (before == null ? 0 : before.times) + 1;
      failing.put(source, new Failing(times, clock.instant().plus(recovery)));
      return times == FAILURES;
    }
  }

  /** Notes that it did. */
  void answered(String source) {
    synchronized (failing) {
      failing.remove(source);
    }
  }
}
