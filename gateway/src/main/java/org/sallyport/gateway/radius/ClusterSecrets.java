package org.sallyport.gateway.radius;

import java.time.InstantSource;
import org.sallyport.gateway.challenge.SpentStates;
import org.sallyport.gateway.challenge.StateSeal;
import org.sallyport.kernel.Secret;

/**
 * What follows from the key that all gateways of a cluster share.
 *
 * @param requests names requests alike at all gateways
 * @param seal of challenges
 * @param spent the challenges that were answered at this gateway
 */
record ClusterSecrets(RequestKey requests, StateSeal seal, SpentStates spent) {
  private static final int MOST_SPENT = 1_000_000;

  static ClusterSecrets of(Secret clusterKey, InstantSource clock) {
    return new ClusterSecrets(
        new RequestKey(clusterKey),
        new StateSeal(clusterKey, clock),
        new SpentStates(clock, MOST_SPENT));
  }
}
