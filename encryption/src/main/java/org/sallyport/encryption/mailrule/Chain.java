package org.sallyport.encryption.mailrule;

import java.util.List;

/**
 * Rules in the order in which they are looked at.
 *
 * @param name {@code outbound}, {@code inbound}, or one that a rule goes to
 */
public record Chain(String name, List<Rule> rules) {
  /** Copies the list. */
  public Chain {
    rules = List.copyOf(rules);
  }
}
