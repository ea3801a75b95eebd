package org.sallyport.authority.user;

import java.util.Optional;

/**
 * A user with what an authentication must know, held against others until the transaction ends.
 *
 * @param pinHash of the PIN that is asked for
 * @param wrongCodes in a row since the last right one or the last lock
 */
public record Standing(User user, Optional<String> pinHash, int wrongCodes) {
  /** Names the user. */
  @Override
  public String toString() {
    return "Standing[" + user.name() + "]";
  }
}
