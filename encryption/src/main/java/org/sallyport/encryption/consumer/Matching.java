package org.sallyport.encryption.consumer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sallyport.store.Transaction;

/**
 * Finds whose consumer somebody is. Mailboxes are shared and addresses are given to others, so a
 * directory's person is known by the name that the directory has for them; an address alone says
 * who somebody is only where it is the first of a consumer that no other name of the directory has.
 */
final class Matching {
  private final Consumers consumers;

  Matching(Consumers consumers) {
    this.consumers = consumers;
  }

  Belonging of(Transaction in, NewConsumer who) {
    if (who.directoryName().isEmpty()) {
      return byAddress(in, who);
    }
    var name = who.directoryName().get();
    return consumers
        .named(in, name)
        .<Belonging>map(one -> new Belonging.Known(one, who.withFirst(first(in, one, who, name))))
        .orElseGet(() -> byAddress(in, who.withFirst(first(in, who, name))));
  }

  private Belonging byAddress(Transaction in, NewConsumer who) {
    var owner = consumers.of(in, who.address());
    if (owner.isEmpty()) {
      return new Belonging.Nobodys(who);
    }
    return admits(owner.get(), who)
        ? new Belonging.Known(owner.get(), who)
        : new Belonging.Others(who.address());
  }

  private static boolean admits(Consumer owner, NewConsumer who) {
    return owner.address().equals(who.address())
        && (who.directoryName().isEmpty() || owner.directoryName().isEmpty());
  }

  /** The first address of somebody known stays so for as long as the directory has it. */
  private Address first(Transaction in, Consumer known, NewConsumer who, String name) {
    var all = ordered(who, name);
    if (all.contains(known.address())) {
      return known.address();
    }
    return all.stream()
        .filter(
            each -> consumers.of(in, each).map(Consumer::id).orElse(known.id()).equals(known.id()))
        .findFirst()
        .orElse(known.address());
  }

  /** Of somebody new: one that nobody has; values of a directory have no order (RFC 4511 4.1.7). */
  private Address first(Transaction in, NewConsumer who, String name) {
    var all = ordered(who, name);
    var namesake = Optional.of(all.getFirst()).filter(each -> isNamesake(each, name));
    return namesake
        .filter(each -> !(byAddress(in, who.withFirst(each)) instanceof Belonging.Others))
        .or(() -> all.stream().filter(each -> consumers.of(in, each).isEmpty()).findFirst())
        .orElse(all.getFirst());
  }

  /** Those that are called as the person is come first: they are the least likely to be shared. */
  private static List<Address> ordered(NewConsumer who, String name) {
    return who.addresses().stream()
        .sorted(
            Comparator.comparing((Address each) -> !isNamesake(each, name))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static boolean isNamesake(Address address, String name) {
    return address.local().equals(name) || address.text().equals(name);
  }
}
