package org.sallyport.encryption.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.encryption.consumer.Address;

/**
 * The keys of the addresses that were asked about last, and that some have none. What it says is as
 * old as {@link KeyGenerations} lets it be. Any thread.
 */
final class KeyCache {
  private final KeyGenerations generations;
  private final Map<Address, Known> known;

  /** What was found when the generation was that. */
  private record Known(long generation, Optional<ConsumerKey> key) {}

  /**
   * An empty one.
   *
   * @param most entries; one takes about 2 KiB
   */
  KeyCache(KeyGenerations generations, int most) {
    this.generations = generations;
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Address, Known> eldest) {
            return size() > most;
          }
        };
  }

  Optional<ConsumerKey> find(
      Address address, Function<Address, Optional<ConsumerKey>> whereItIsNot) {
    // Read before the store is asked: a change meanwhile makes the answer old, not for ever wrong.
    long now = generations.current(address);
    synchronized (known) {
      var held = known.get(address);
      if (held != null && held.generation() == now) {
        return held.key();
      }
    }
    var found = whereItIsNot.apply(address);
    synchronized (known) {
      known.put(address, new Known(now, found));
    }
    return found;
  }
}
