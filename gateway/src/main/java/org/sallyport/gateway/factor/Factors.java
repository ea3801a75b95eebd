package org.sallyport.gateway.factor;

import java.util.Set;

/**
 * Which second factors a user has, so that a field that holds a password and a code can be parted.
 *
 * @param codeLengths the digits of the codes that the user's enabled credentials make, 6 to 8
 * @param push whether a device waits for challenges
 */
public record Factors(Set<Integer> codeLengths, boolean push) {
  /** Copies what is given. */
  public Factors {
    codeLengths = Set.copyOf(codeLengths);
  }

  /** Whether there is none. */
  public boolean none() {
    return codeLengths.isEmpty() && !push;
  }
}
