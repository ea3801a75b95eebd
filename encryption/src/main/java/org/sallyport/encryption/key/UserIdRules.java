package org.sallyport.encryption.key;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.openpgp.UserIds;

/**
 * Which user ids of a key the organisation answers for: those with an address of the consumer's,
 * and no other address in the name. The others are left out rather than the key refused: somebody
 * who brings the key that they have used for years need not change it, and nothing that was never
 * verified is certified or published.
 */
final class UserIdRules {
  private static final int LONGEST = 300;

  private UserIdRules() {}

  /** The user ids that stay. */
  static Set<String> kept(Collection<String> userIds, Consumer consumer) {
    var kept = new LinkedHashSet<String>();
    for (var userId : userIds) {
      if (isOf(userId, consumer)) {
        kept.add(userId);
      }
    }
    return kept;
  }

  private static boolean isOf(String userId, Consumer consumer) {
    return address(userId).filter(consumer.addresses()::contains).isPresent();
  }

  /** The address of a user id that says one address and nothing that could be taken for more. */
  static Optional<Address> address(String userId) {
    return userId.length() <= LONGEST
            && userId.indexOf('@') == userId.lastIndexOf('@')
            && userId.codePoints().noneMatch(UserIdRules::isOdd)
        ? UserIds.address(userId).flatMap(Address::of)
        : Optional.empty();
  }

  /** What turns text around or is not seen. */
  private static boolean isOdd(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** The user ids of a key that is made for somebody: one for each address. */
  static List<String> of(Consumer consumer) {
    return consumer.addresses().stream().map(address -> userId(consumer, address)).toList();
  }

  /** A user id of somebody. A name with an address in it is left out. */
  static String userId(Consumer consumer, Address address) {
    var name = consumer.name();
    return name.isEmpty() || name.contains("@") ? address.text() : name + " <" + address + ">";
  }
}
