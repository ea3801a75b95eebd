package org.sallyport.gateway.continuity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong codes in a row of each user: after ten, the user is locked here for a quarter of an hour,
 * as the authority would. Safe for use by several threads.
 */
final class WrongCodes {
  private static final int MOST_USERS = 100_000;
  private static final int MOST = 10;
  private static final Duration LOCKED = Duration.ofMinutes(15);

  private final InstantSource clock;
  private final Map<String, Count> users =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_USERS;
        }
      };

  private record Count(int wrong, Instant last) {}

  WrongCodes(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean locked(String user) {
    var count = users.get(UserKey.of(user));
    return count != null
        && count.wrong() >= MOST
        && clock.instant().isBefore(count.last().plus(LOCKED));
  }

  synchronized void wrong(String user) {
    var now = clock.instant();
    users.compute(
        UserKey.of(user),
        (_, before) ->
            before == null || !now.isBefore(before.last().plus(LOCKED))
                ? new Count(1, now)
                : new Count(before.wrong() + 1, now));
  }

  synchronized void right(String user) {
    users.remove(UserKey.of(user));
  }
}
