package org.sallyport.gateway.factor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The factors of users as last heard; those that were asked about longest ago are forgotten. */
final class KnownFactors {
  private static final int MOST = 50_000;

  private final InstantSource clock;
  private final Duration believed;
  private final Map<String, Heard> heard =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Heard> eldest) {
          return size() > MOST;
        }
      };

  private record Heard(Enrolment factors, Instant at) {}

  KnownFactors(InstantSource clock, Duration believed) {
    this.clock = clock;
    this.believed = believed;
  }

  synchronized void hear(String user, Enrolment factors) {
    heard.put(user, new Heard(factors, clock.instant()));
  }

  /** What was heard recently enough to be believed without asking. */
  synchronized Optional<Enrolment> recent(String user) {
    var last = heard.get(user);
    return last != null && clock.instant().isBefore(last.at().plus(believed))
        ? Optional.of(last.factors())
        : Optional.empty();
  }

  /**
   * What was heard last, for while nobody answers. That somebody has a second factor is better than
   * nothing however old it is; that somebody has none is believed no longer than usual, because
   * each day people are enrolled.
   */
  synchronized Enrolment last(String user) {
    return Optional.ofNullable(heard.get(user))
        .map(Heard::factors)
        .filter(factors -> !factors.none() || recent(user).isPresent())
        .orElseGet(Enrolment.Unheard::new);
  }
}
