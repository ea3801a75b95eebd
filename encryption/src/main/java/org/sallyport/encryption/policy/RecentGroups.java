package org.sallyport.encryption.policy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which group somebody was found to be in, for as many people as fit. What was used lately stays:
 * when the young half is full it becomes the old one, and the old one is forgotten. Any thread.
 */
final class RecentGroups {
  private final int half;
  private volatile Map<String, Membership> young = new ConcurrentHashMap<>();
  private volatile Map<String, Membership> old = Map.of();

  /**
   * A group as it was found to be.
   *
   * @param consumers the generation of consumers that was looked at
   * @param serial of the documents whose groups were asked
   */
  record Membership(long consumers, long serial, String group) {}

  RecentGroups(int most) {
    half = Math.max(1, most / 2);
  }

  Optional<Membership> find(String consumer) {
    var found = young.get(consumer);
    if (found == null) {
      found = old.get(consumer);
      if (found != null) {
        keep(consumer, found);
      }
    }
    return Optional.ofNullable(found);
  }

  void keep(String consumer, Membership membership) {
    var now = young;
    if (now.size() >= half) {
      old = now;
      now = new ConcurrentHashMap<>();
      young = now;
    }
    now.put(consumer, membership);
  }
}
