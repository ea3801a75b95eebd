package org.sallyport.authority.authentication;

import java.util.Optional;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;

/**
 * A code to be judged.
 *
 * @param code as the person typed it
 * @param key the same for each repetition of one request, {@code [0-9A-Za-z_-]{16,64}}
 */
public record Attempt(UserName user, String code, Optional<Secret> pin, String key) {
  /** Names the user, and no code. */
  @Override
  public String toString() {
    return "Attempt[" + user + "]";
  }
}
