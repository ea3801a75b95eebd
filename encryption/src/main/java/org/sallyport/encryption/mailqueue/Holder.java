package org.sallyport.encryption.mailqueue;

import java.time.Duration;
import org.sallyport.kernel.Ids;

/**
 * Who has deliveries in hand: one start of a node.
 *
 * @param node stays when the node starts again
 * @param life tells one start from the next
 */
record Holder(String node, String life) {
  /** How long a node may be silent before others take what it has in hand. */
  static final Duration LEASE = Duration.ofMinutes(2);

  static Holder of(String node) {
    return new Holder(node, Ids.next('l'));
  }
}
