package org.sallyport.gateway.factor;

import java.time.Instant;
import java.util.Optional;

/**
 * How an address of the authority does.
 *
 * @param reason why it did not answer last; empty when it did
 * @param detail the same as a sentence for people
 * @param since since when it does not answer
 * @param validUntil when the certificate that it showed last expires
 * @param answers since the start
 * @param failures since the start
 */
public record LinkStatus(
    String address,
    Optional<Answer.Cause> reason,
    Optional<String> detail,
    Optional<Instant> since,
    Optional<Instant> validUntil,
    long answers,
    long failures) {
  /** Whether it answered last. */
  public boolean alive() {
    return reason.isEmpty();
  }
}
