package org.sallyport.encryption.key;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.store.Transaction;

/**
 * When what is kept in memory of an address is old. Addresses share a few numbers, so that one
 * change makes a node forget a small part of what it keeps.
 */
public final class KeyGenerations {
  private static final int SHARES = 32;
  private static final List<String> NAMES =
      IntStream.range(0, SHARES).mapToObj(share -> "keys-" + share).toList();

  private final Generations generations;

  /** The numbers of a store. */
  public KeyGenerations(Generations generations) {
    this.generations = generations;
  }

  /** Grows when a key for that address changes, and now and then else. */
  public long current(Address address) {
    return generations.current(name(address));
  }

  /** Grows with every key that changes. */
  public long current() {
    long sum = 0;
    for (var name : NAMES) {
      sum += generations.current(name);
    }
    return sum;
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
    return NAMES.get(Math.floorMod(address.text().hashCode(), SHARES));
  }
}
