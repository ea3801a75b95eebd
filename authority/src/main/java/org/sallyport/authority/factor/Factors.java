package org.sallyport.authority.factor;

import java.util.Set;
import org.sallyport.authority.user.UserState;

/**
 * Which second factors a user has.
 *
 * @param codeLengths digits of the codes that can be accepted now
 * @param push whether a device waits for challenges
 * @param enrolled whether there is a credential or a device, be it disabled
 * @param locked whether too many wrong codes lock the user now
 */
public record Factors(
    Set<Integer> codeLengths, boolean push, boolean enrolled, UserState state, boolean locked) {
  /** Copies the set. */
  public Factors {
    codeLengths = Set.copyOf(codeLengths);
  }
}
