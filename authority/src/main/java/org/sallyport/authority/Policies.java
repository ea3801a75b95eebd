package org.sallyport.authority;

import java.time.Duration;
import org.sallyport.authority.credential.CodePolicy;
import org.sallyport.authority.user.LockOut;

/**
 * The choices that the domain leaves to its configuration.
 *
 * @param keepAnswers how long the answer to a key is kept, 10 minutes or more
 * @param keepAudit how long the audit trail is kept
 */
public record Policies(
    LockOut lockOut, CodePolicy codes, Duration keepAnswers, Duration keepAudit) {
  /** What suits most. */
  public static final Policies USUAL =
      new Policies(LockOut.USUAL, CodePolicy.USUAL, Duration.ofHours(1), Duration.ofDays(400));

  /** Refuses to forget answers too soon. */
  public Policies {
    if (keepAnswers.compareTo(Duration.ofMinutes(10)) < 0) {
      throw new IllegalArgumentException("answers are kept for 10 minutes or more");
    }
  }
}
