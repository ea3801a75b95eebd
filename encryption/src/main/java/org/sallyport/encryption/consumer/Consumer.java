package org.sallyport.encryption.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody of the organisation.
 *
 * @param id {@code u_…}
 * @param address the first of their addresses
 * @param name for people to read; may be empty
 * @param state whether they may use the server
 * @param source how they came: {@code directory}, {@code email}, {@code code}, {@code
 *     administrator}
 * @param addresses all of their addresses, the first one too
 * @param attributes of the directory, by lower-case name
 * @param version grows with each change
 * @param directoryName what the directory calls them, lower-case; empty for who has not come by it
 * @param gone since when the directory does not have them
 */
public record Consumer(
    String id,
    Address address,
    String name,
    State state,
    String source,
    List<Address> addresses,
    Map<String, List<String>> attributes,
    Instant created,
    long version,
    Optional<String> directoryName,
    Optional<Instant> gone) {
  /** Copies what is given. */
  public Consumer {
    addresses = List.copyOf(addresses);
    attributes = Map.copyOf(attributes);
  }

  /** Whether somebody may use the server. */
  public enum State {
    /** They may. */
    ACTIVE,
    /** Their clients are refused; their keys stay. */
    DISABLED
  }

  /** A user id of a key, as RFC 9580 section 5.11 would have it: {@code Name <address>}. */
  public String userId() {
    return name.isEmpty() ? address.text() : name + " <" + address + ">";
  }
}
