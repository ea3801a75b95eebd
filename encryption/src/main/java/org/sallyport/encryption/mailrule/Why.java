package org.sallyport.encryption.mailrule;

import java.util.List;
import java.util.Optional;

/**
 * Why a decision is what it is.
 *
 * @param version of the rules
 * @param path the chains that were entered, in order, such as {@code outbound}, {@code partners}
 * @param chain of the rule that decided
 * @param rule the one that decided; empty: none did
 * @param reason a sentence: what held
 * @param steps a sentence for each rule that was looked at; empty where nobody asked for them
 */
public record Why(
    Direction direction,
    long version,
    List<String> path,
    String chain,
    Optional<String> rule,
    String reason,
    List<String> steps) {
  /** Copies the lists. */
  public Why {
    path = List.copyOf(path);
    steps = List.copyOf(steps);
  }
}
