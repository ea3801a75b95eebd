package org.sallyport.director.persistence;

import java.time.Duration;
import org.sallyport.director.settings.PersistenceSettings;

/**
 * How long a session lasts, in milliseconds; {@link Long#MAX_VALUE} for no limit.
 *
 * @param absolute from its first request
 * @param idle from its last one
 */
record Lifetime(long absolute, long idle) {
  static final Lifetime DEFAULT = new Lifetime(Long.MAX_VALUE, Duration.ofHours(8).toMillis());

  static Lifetime of(PersistenceSettings settings) {
    return settings.duration().isEmpty() && settings.idle().isEmpty()
        ? DEFAULT
        : new Lifetime(
            settings.duration().map(Duration::toMillis).orElse(Long.MAX_VALUE),
            settings.idle().map(Duration::toMillis).orElse(Long.MAX_VALUE));
  }

  /** When a session ends, in epoch milliseconds, that began and was last used at these times. */
  long end(long created, long used) {
    return Math.min(plus(created, absolute), plus(used, idle));
  }

  /** How much older than the truth a saved time of last use may be. */
  long slack() {
    return idle == Long.MAX_VALUE ? idle : Math.max(1000, idle / 64);
  }

  private static long plus(long time, long span) {
    return span == Long.MAX_VALUE ? span : time + span;
  }
}
