package org.sallyport.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether a server is asked. It opens at the first failure and is closed by a trial in the
 * background alone, so that no login has to find out whether the server is back. Safe for use by
 * several threads.
 */
final class Breaker {
  /** How much longer a server that refuses the store's own bind is left alone. */
  private static final int AFTER_REFUSAL = 30;

  private final InstantSource clock;
  private final Duration recovery;
  private volatile Optional<Failure> failure = Optional.empty();

  /**
   * Why the server is not asked.
   *
   * @param next when it is tried
   */
  record Failure(String cause, Instant since, Instant next) {}

  Breaker(InstantSource clock, Duration recovery) {
    this.clock = clock;
    this.recovery = recovery;
  }

  /** Why the server is not asked; empty when it is. */
  Optional<Failure> failure() {
    return failure;
  }

  boolean closed() {
    return failure.isEmpty();
  }

  /** Whether a trial is due. One that lives is tried too: it may have died unnoticed. */
  boolean due() {
    return failure.map(open -> !clock.instant().isBefore(open.next())).orElse(true);
  }

  /**
   * Opens, or stays open; true when it was closed.
   *
   * @param refused whether the server refused the store's own bind
   */
  synchronized boolean open(String cause, boolean refused) {
    var now = clock.instant();
    var since = failure.map(Failure::since).orElse(now);
    var pause = refused ? recovery.multipliedBy(AFTER_REFUSAL) : recovery;
    boolean first = failure.isEmpty();
    failure = Optional.of(new Failure(cause, since, now.plus(pause)));
    return first;
  }

  /** Closes; true when it was open. */
  synchronized boolean close() {
    boolean was = failure.isPresent();
    failure = Optional.empty();
    return was;
  }
}
