package org.sallyport.encryption.client;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A machine that has enrolled.
 *
 * @param id {@code c_…}
 * @param consumer whose it is, {@code u_…}
 * @param address the consumer's first address
 * @param publicKey the Ed25519 key that it signs with, 32 octets (RFC 8032 section 5.1.5)
 * @param name as its user or system calls it
 * @param platform such as {@code linux amd64}; may be empty
 * @param version of its program; empty until it says so
 * @param policySerial of the policy that it has; empty until it says so
 * @param keys fingerprints of the keys that it says it holds
 * @param method how it enrolled: {@code directory}, {@code email} or {@code code}
 * @param seen when it was last heard of, to the minute
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
public record Client(
    String id,
    String consumer,
    String address,
    byte[] publicKey,
    String name,
    String platform,
    String version,
    OptionalLong policySerial,
    List<String> keys,
    String method,
    State state,
    Instant created,
    Instant seen) {
  /** Copies what is given. */
  public Client {
    keys = List.copyOf(keys);
  }

  /** Whether it may use the server. */
  public enum State {
    /** It may. */
    ACTIVE,
    /** It never may again; it has to enrol anew. */
    REVOKED
  }

  /** Which one, and whose. */
  @Override
  public String toString() {
    return "Client[" + id + " of " + address + "]";
  }
}
