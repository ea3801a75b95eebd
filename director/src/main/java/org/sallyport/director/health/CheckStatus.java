package org.sallyport.director.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one check of one member stands, for the dashboard and the API.
 *
 * @param name such as {@code https /ready}
 * @param state one of unchecked, passing, degraded and failing: after rise and fall
 * @param cause why it is in that state
 * @param last the latest run; empty before the first
 * @param inARow how many runs in a row ended like the latest one
 */
public record CheckStatus(String name, String state, String cause, Optional<Run> last, int inARow) {

  /**
   * One run.
   *
   * @param at when it ended
   * @param took from before the connection to the verdict
   */
  public record Run(Instant at, Duration took, Finding finding) {}
}
