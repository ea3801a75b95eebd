package org.sallyport.encryption.key;

import java.util.Collection;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.store.Transaction;

/**
 * When what is kept in memory of an address is old. Addresses share a few numbers, so that one
 * change makes a node forget a small part of what it keeps.
 */
final class KeyGenerations {
  private static final int SHARES = 32;

  private final Generations generations;

  KeyGenerations(Generations generations) {
    this.generations = generations;
  }

  long current(Address address) {
    return generations.current(name(address));
  }

  void changed(Transaction in, Collection<Address> addresses) {
    addresses.stream()
        .map(KeyGenerations::name)
        .distinct()
        .sorted()
        .forEach(name -> generations.changed(in, name));
  }

  /** The hash of a text is the same everywhere. */
  private static String name(Address address) {
    return "keys-" + Math.floorMod(address.text().hashCode(), SHARES);
  }
}
