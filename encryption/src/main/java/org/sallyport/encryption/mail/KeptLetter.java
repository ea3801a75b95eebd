package org.sallyport.encryption.mail;

import java.time.Instant;

/**
 * A letter as administrators see it: whom it is for and how it fares, not what it says.
 *
 * @param id {@code m_…}
 * @param due when it is tried next, while it waits
 * @param tries so far
 * @param problem what went wrong at the last try; empty where nothing has
 */
public record KeptLetter(
    String id,
    String recipient,
    String purpose,
    State state,
    Instant created,
    Instant expires,
    Instant due,
    long tries,
    String problem) {
  /** How it fares. */
  public enum State {
    /** It is tried until it is sent, or its time is over. */
    WAITING,
    /** The relay has taken it. */
    SENT,
    /** The relay refused it for good, or its time was over. */
    FAILED
  }
}
