package org.sallyport.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * How a directory server does.
 *
 * @param store the user store that it belongs to
 * @param url where it is
 * @param cause why it is not asked; empty when it is alive
 * @param since since when it is not asked
 * @param searches answered since the start
 * @param binds of users, answered since the start
 * @param failures operations without an answer since the start
 */
public record ServerStatus(
    String store,
    String url,
    Optional<String> cause,
    Optional<Instant> since,
    long searches,
    long binds,
    long failures) {
  /** Whether it is asked. */
  public boolean alive() {
    return cause.isEmpty();
  }
}
