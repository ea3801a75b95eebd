package org.sallyport.encryption.client;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a client says it is.
 *
 * @param version of its program
 * @param policySerial of the policy that it has; empty before the first
 * @param platform empty where it is as it was
 * @param keys fingerprints of the keys that it holds
 */
public record ClientReport(
    String version, OptionalLong policySerial, String platform, List<String> keys) {
  /** Copies what is given. */
  public ClientReport {
    keys = List.copyOf(keys);
  }
}
