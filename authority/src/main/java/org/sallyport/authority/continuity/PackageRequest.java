package org.sallyport.authority.continuity;

import java.time.Duration;
import java.util.Optional;

/**
 * Which packages a gateway wants.
 *
 * @param gateway its X25519 public key, 32 octets
 * @param horizon how long they should last, one minute to 48 hours
 * @param after the cursor of the page before
 * @param limit users on a page, 1 to 500
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
public record PackageRequest(byte[] gateway, Duration horizon, Optional<String> after, int limit) {
  /** Refuses what would take too long or last too long. */
  public PackageRequest {
    if (gateway.length != 32) {
      throw new IllegalArgumentException("an X25519 key has 32 octets");
    }
    if (horizon.compareTo(Duration.ofMinutes(1)) < 0 || horizon.compareTo(Duration.ofDays(2)) > 0) {
      throw new IllegalArgumentException("packages last one minute to 48 hours");
    }
    if (limit < 1 || limit > 500) {
      throw new IllegalArgumentException("a page has 1 to 500 users");
    }
  }
}
