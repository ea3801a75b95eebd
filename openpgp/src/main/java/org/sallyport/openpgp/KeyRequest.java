package org.sallyport.openpgp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a new key is to be.
 *
 * @param profile its algorithms
 * @param userIds whom it belongs to; the first one is the primary one; may be empty
 * @param lifetime until it expires, in whole seconds; empty for no end
 * @param at when it is made
 */
public record KeyRequest(
    KeyProfile profile, List<String> userIds, Optional<Duration> lifetime, Instant at) {
  /** Copies the list and checks user ids and lifetime. */
  public KeyRequest {
    userIds = List.copyOf(userIds);
    userIds.forEach(UserIds::requireValid);
    if (lifetime.isPresent() && lifetime.get().toSeconds() < 1) {
      throw new IllegalArgumentException("a key lives at least one second");
    }
  }
}
