package org.sallyport.gateway.challenge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered between an Access-Challenge and its answer.
 *
 * @param user the name that the authority knows the person by, at most 128 octets
 * @param store the user store that knows the person; left out where it does not fit
 * @param attributes what another server said of the person with the password, and would not say
 *     again; left out where they do not fit
 * @param push the push that was sent, at most 64 octets; empty where a code was asked for
 * @param expires when the answer comes too late
 */
public record ChallengeState(
    String user,
    String store,
    Map<String, List<String>> attributes,
    Optional<String> push,
    Instant expires) {
  /** Copies what is given. */
  public ChallengeState {
    attributes = Map.copyOf(attributes);
  }
}
