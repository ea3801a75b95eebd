package org.sallyport.app.client;

import java.io.IOException;
import org.sallyport.client.Client;
import org.sallyport.client.policy.Policies;
import org.sallyport.client.policy.Policy;

/** Whether the policy lets work with keys go on. A server is asked before it is blocked. */
sealed interface Gate {
  /** It does; under this policy. */
  record Open(Policy policy, boolean late) implements Gate {}

  /** It does not; why. */
  record Shut(String sentence) implements Gate {}

  /** Asks. */
  static Gate of(Client client) throws IOException, InterruptedException {
    var standing = client.policies().standing();
    if (standing instanceof Policies.Standing.Blocked || isDue(client)) {
      client.refresh();
      standing = client.policies().standing();
    }
    return switch (standing) {
      case Policies.Standing.Good(var held) -> new Open(held.policy(), false);
      case Policies.Standing.Allowed(var held) -> new Open(held.policy(), true);
      case Policies.Standing.Blocked(var sentence) -> new Shut(sentence);
    };
  }

  private static boolean isDue(Client client) throws IOException {
    var held = client.policies().held();
    return held.isPresent()
        && client
            .clock()
            .instant()
            .isAfter(held.get().confirmed().plus(held.get().policy().client().updateInterval()));
  }
}
