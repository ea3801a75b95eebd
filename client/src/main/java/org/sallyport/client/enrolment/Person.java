package org.sallyport.client.enrolment;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whose client this is, as the server has it.
 *
 * @param address the principal mail address
 * @param name for people; may be the address
 * @param addresses all of them
 */
public record Person(String address, String name, List<String> addresses) {
  /** As the encryption server has it, in characters. */
  private static final int LONGEST = 300;

  /** What turns text around, is not seen, or ends a line. */
  private static final Pattern ODD = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  /** Copies the list. */
  public Person {
    if (address.isBlank()) {
      throw new IllegalArgumentException("a person has an address");
    }
    addresses = List.copyOf(addresses);
  }

  /**
   * The user id of their key (RFC 9580 section 5.11): name and address. The address alone where the
   * name has one in it, what is not seen, or more than a server takes.
   */
  public String userId() {
    var plain = name.replaceAll("[<>]", " ").strip();
    var whole = plain + " <" + address + ">";
    boolean fits =
        !plain.isEmpty()
            && !plain.contains("@")
            && !ODD.matcher(plain).find()
            && whole.length() <= LONGEST;
    return fits ? whole : address;
  }
}
