package org.sallyport.director.persistence;

import org.jspecify.annotations.Nullable;

/**
 * The order in which entries leave a full segment, linked through them: a second chance (Corbato's
 * clock over a queue). The oldest entry leaves, unless it was used since it was queued; then it is
 * queued again. Guarded by the segment's lock.
 */
final class EvictionQueue {
  /** Entries that get a second chance in one eviction, so that it ends soon. */
  private static final int CHANCES = 16;

  private @Nullable AffinityEntry oldest;
  private @Nullable AffinityEntry newest;

  /** The first in the queue; the next ones are its {@code newer}. */
  @Nullable AffinityEntry oldest() {
    return oldest;
  }

  void add(AffinityEntry entry) {
    entry.queuedAt = entry.used();
    entry.older = newest;
    entry.newer = null;
    if (newest == null) {
      oldest = entry;
    } else {
      newest.newer = entry;
    }
    newest = entry;
  }

  void remove(AffinityEntry entry) {
    if (entry.older == null) {
      oldest = entry.newer;
    } else {
      entry.older.newer = entry.newer;
    }
    if (entry.newer == null) {
      newest = entry.older;
    } else {
      entry.newer.older = entry.older;
    }
  }

  /** The one that is to leave, which is still queued; null where there is none. */
  @Nullable AffinityEntry leaving(long now) {
    for (int chances = CHANCES; oldest != null; chances--) {
      var candidate = oldest;
      if (chances == 0 || candidate.used() <= candidate.queuedAt || !candidate.alive(now)) {
        return candidate;
      }
      remove(candidate);
      add(candidate);
    }
    return null;
  }
}
