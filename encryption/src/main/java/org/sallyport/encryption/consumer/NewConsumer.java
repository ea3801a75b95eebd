package org.sallyport.encryption.consumer;

import java.util.List;
import java.util.Map;

/**
 * What is known of somebody who comes in.
 *
 * @param address the first address
 * @param name for people to read; may be empty
 * @param source how they come: {@code directory}, {@code email}, {@code code}, {@code
 *     administrator}
 * @param others further addresses
 * @param attributes of the directory, by lower-case name; empty where it was not asked
 */
public record NewConsumer(
    Address address,
    String name,
    String source,
    List<Address> others,
    Map<String, List<String>> attributes) {
  private static final int LONGEST = 200;

  /** Copies what is given, and makes the name one that fits into a user id. */
  public NewConsumer {
    others = List.copyOf(others);
    attributes = Map.copyOf(attributes);
    name = tidy(name);
  }

  /** Somebody of whom only the address is known. */
  public static NewConsumer of(Address address, String source) {
    return new NewConsumer(address, "", source, List.of(), Map.of());
  }

  private static String tidy(String written) {
    var plain = written.replaceAll("[\\p{Cc}\\p{Cf}<>]", " ").strip().replaceAll(" +", " ");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST).strip() : plain;
  }
}
