package org.sallyport.client.enrolment;

import java.util.List;

/**
 * Whose client this is, as the server has it.
 *
 * @param address the principal mail address
 * @param name for people; may be the address
 * @param addresses all of them
 */
public record Person(String address, String name, List<String> addresses) {
  /** Copies the list. */
  public Person {
    if (address.isBlank()) {
      throw new IllegalArgumentException("a person has an address");
    }
    addresses = List.copyOf(addresses);
  }

  /** The user id of their key (RFC 9580 section 5.11): name and address. */
  public String userId() {
    var plain = name.replaceAll("[<>\\p{Cntrl}]", " ").strip();
    return plain.isEmpty() || plain.equals(address) ? address : plain + " <" + address + ">";
  }
}
