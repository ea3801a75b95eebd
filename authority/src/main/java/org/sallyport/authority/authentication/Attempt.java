package org.sallyport.authority.authentication;

import java.util.Optional;
import org.sallyport.authority.ledger.IdempotencyKey;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;

/**
 * A code to be judged.
 *
 * @param code as the person typed it, at most 64 characters
 * @param key the same for each repetition of one request, {@code [0-9A-Za-z_-]{16,64}}
 */
public record Attempt(UserName user, String code, Optional<Secret> pin, String key) {
  /** Refuses keys of another form, and long codes. */
  public Attempt {
    IdempotencyKey.require(key);
    if (code.length() > 64) {
      throw new IllegalArgumentException("a code has at most 64 characters");
    }
  }

  /** Names the user, and no code. */
  @Override
  public String toString() {
    return "Attempt[" + user + "]";
  }
}
