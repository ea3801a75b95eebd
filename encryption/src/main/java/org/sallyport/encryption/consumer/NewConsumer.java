package org.sallyport.encryption.consumer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of somebody who comes in.
 *
 * @param address the first address
 * @param name for people to read; may be empty
 * @param source how they come: {@code directory}, {@code email}, {@code code}, {@code
 *     administrator}
 * @param others further addresses
 * @param attributes of the directory, by lower-case name; empty where it was not asked
 * @param directoryName what the directory calls them, in any case; empty where it was not asked
 */
public record NewConsumer(
    Address address,
    String name,
    String source,
    List<Address> others,
    Map<String, List<String>> attributes,
    Optional<String> directoryName) {
  private static final int LONGEST = 200;

  /** Copies what is given, and makes the name one that fits into a user id. */
  public NewConsumer {
    others = List.copyOf(others);
    attributes = Map.copyOf(attributes);
    name = tidy(name);
    directoryName = directoryName.map(each -> each.strip().toLowerCase(Locale.ROOT));
  }

  /** Somebody for whom no directory has a name. */
  public NewConsumer(
      Address address,
      String name,
      String source,
      List<Address> others,
      Map<String, List<String>> attributes) {
    this(address, name, source, others, attributes, Optional.empty());
  }

  /** Somebody of whom only the address is known. */
  public static NewConsumer of(Address address, String source) {
    return new NewConsumer(address, "", source, List.of(), Map.of());
  }

  /** All addresses, the first one first. */
  List<Address> addresses() {
    return Stream.concat(Stream.of(address), others.stream()).distinct().toList();
  }

  /** The same with another address before the others. */
  NewConsumer withFirst(Address first) {
    var rest = addresses().stream().filter(each -> !each.equals(first)).toList();
    return new NewConsumer(first, name, source, rest, attributes, directoryName);
  }

  private static String tidy(String written) {
    var plain = written.replaceAll("[\\p{Cc}\\p{Cf}<>]", " ").strip().replaceAll(" +", " ");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST).strip() : plain;
  }
}
