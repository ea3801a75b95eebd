package org.sallyport.authority.push;

import java.time.Instant;
import org.sallyport.authority.user.UserName;

/**
 * A device that waits for challenges.
 *
 * @param id {@code d_} and random characters
 * @param publicKey the Ed25519 key that it signs with, 32 octets (RFC 8032 section 5.1.5)
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
public record Device(
    String tenant, String id, UserName user, String name, byte[] publicKey, Instant created) {
  /** Whose it is. */
  @Override
  public String toString() {
    return "Device[" + id + " of " + user + "]";
  }
}
