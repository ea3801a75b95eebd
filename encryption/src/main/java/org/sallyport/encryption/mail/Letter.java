package org.sallyport.encryption.mail;

import java.time.Instant;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.Secret;

/**
 * A message to somebody.
 *
 * @param purpose in a word, for logs, such as {@code enrolment-token}
 * @param subject one line, without a secret
 * @param text of the message, which may hold a token; the caller keeps it and may close it
 * @param expires when it is of no use any more
 */
public record Letter(Address to, String purpose, String subject, Secret text, Instant expires) {
  /** Checks the subject. */
  public Letter {
    if (subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a subject is one line");
    }
  }
}
