package org.sallyport.director.persistence;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A part of the table: a hash table with chains, and the queue of its entries for eviction.
 *
 * <p>Writers hold the lock. A lookup walks a chain without it; while the table grows it may miss an
 * entry, so a miss is looked up again under the lock. That costs only those who are about to
 * insert.
 *
 * <p>Eviction is a second chance (Corbato's clock over a queue): the oldest entry leaves, unless it
 * was used since it was queued; then it is queued again. An entry whose time is over leaves at
 * once.
 */
final class Segment {
  /** Entries that get a second chance in one eviction, so that it ends soon. */
  private static final int CHANCES = 16;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile AtomicReferenceArray<@Nullable AffinityEntry> buckets =
      new AtomicReferenceArray<>(16);
  private int size;
  private @Nullable AffinityEntry oldest;
  private @Nullable AffinityEntry newest;
  private @Nullable AffinityEntry unsaved;

  Segment(int capacity) {
    this.capacity = capacity;
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  @Nullable AffinityEntry find(long hi, long lo) {
    var found = walk(hi, lo);
    if (found != null) {
      return found;
    }
    lock.lock();
    try {
      return walk(hi, lo);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable AffinityEntry walk(long hi, long lo) {
    var table = buckets;
    var entry = table.get(slot(table, hi));
    while (entry != null && (entry.hi != hi || entry.lo != lo)) {
      entry = entry.next;
    }
    return entry;
  }

  private static int slot(AtomicReferenceArray<?> table, long hi) {
    return (int) hi & (table.length() - 1);
  }

  /** The entry whose {@code hi} that is; two of them would be a marvel. */
  @Nullable AffinityEntry find(long hi) {
    lock.lock();
    try {
      var entry = buckets.get(slot(buckets, hi));
      while (entry != null && entry.hi != hi) {
        entry = entry.next;
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** The living entry of the same key, bound anew; else the given one, put in. */
  AffinityEntry put(AffinityEntry entry, long now) {
    lock.lock();
    try {
      var known = walk(entry.hi, entry.lo);
      if (known != null && known.alive(now)) {
        if (known.binding() != entry.binding()) {
          known.binding(entry.binding());
          toSave(known);
        }
        known.touch(now);
        return known;
      }
      if (known != null) {
        take(known);
      }
      insert(entry, now);
      toSave(entry);
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #put}, unless the living entry is bound to another member than {@code from}. */
  AffinityEntry claim(AffinityEntry entry, @Nullable Binding from, long now) {
    lock.lock();
    try {
      var known = walk(entry.hi, entry.lo);
      if (known != null && known.alive(now) && known.binding() != from) {
        known.touch(now);
        return known;
      }
      return put(entry, now);
    } finally {
      lock.unlock();
    }
  }

  /** Puts in what was read from disk. */
  void restore(AffinityEntry entry, long now) {
    lock.lock();
    try {
      var known = walk(entry.hi, entry.lo);
      if (known != null) {
        take(known);
      }
      insert(entry, now);
    } finally {
      lock.unlock();
    }
  }

  private void insert(AffinityEntry entry, long now) {
    if (size >= capacity) {
      evict(now);
    }
    if (size >= buckets.length() - buckets.length() / 4) {
      grow();
    }
    link(buckets, entry);
    queue(entry);
    size++;
  }

  private static void link(
      AtomicReferenceArray<@Nullable AffinityEntry> table, AffinityEntry entry) {
    int slot = slot(table, entry.hi);
    entry.next = table.get(slot);
    table.set(slot, entry);
  }

  private void grow() {
    var larger = new AtomicReferenceArray<@Nullable AffinityEntry>(buckets.length() * 2);
    for (var entry = oldest; entry != null; entry = entry.newer) {
      link(larger, entry);
    }
    buckets = larger;
  }

  private void evict(long now) {
    for (int chances = CHANCES; oldest != null; chances--) {
      var candidate = oldest;
      if (chances == 0 || candidate.used() <= candidate.queuedAt || !candidate.alive(now)) {
        take(candidate);
        return;
      }
      unqueue(candidate);
      queue(candidate);
    }
  }

  boolean remove(AffinityEntry entry) {
    lock.lock();
    try {
      if (entry.gone()) {
        return false;
      }
      take(entry);
      toSave(entry);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of all whose time is over. */
  void sweep(long now) {
    lock.lock();
    try {
      for (var entry = oldest; entry != null; ) {
        var following = entry.newer;
        if (!entry.alive(now)) {
          take(entry);
        }
        entry = following;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Out of its chain and the queue; its own {@code next} stays for those who walk by. */
  private void take(AffinityEntry entry) {
    entry.leave();
    int slot = slot(buckets, entry.hi);
    var before = buckets.get(slot);
    if (before == entry) {
      buckets.set(slot, entry.next);
    } else {
      while (before != null && before.next != entry) {
        before = before.next;
      }
      if (before != null) {
        before.next = entry.next;
      }
    }
    unqueue(entry);
    size--;
  }

  private void queue(AffinityEntry entry) {
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

  private void unqueue(AffinityEntry entry) {
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

  /** Marks an entry whose time of last use the disk should learn. */
  void used(AffinityEntry entry) {
    lock.lock();
    try {
      toSave(entry);
    } finally {
      lock.unlock();
    }
  }

  private void toSave(AffinityEntry entry) {
    entry.savedUsed = entry.used();
    if (!entry.unsaved) {
      entry.unsaved = true;
      entry.nextUnsaved = unsaved;
      unsaved = entry;
    }
  }

  /** Hands over what has changed since the last call, in the order in which it began to. */
  void drain(List<AffinityEntry> into) {
    lock.lock();
    try {
      int first = into.size();
      for (var entry = unsaved; entry != null; ) {
        into.add(entry);
        var following = entry.nextUnsaved;
        entry.nextUnsaved = null;
        entry.unsaved = false;
        entry = following;
      }
      unsaved = null;
      Collections.reverse(into.subList(first, into.size()));
    } finally {
      lock.unlock();
    }
  }

  /** Hands over every entry, the oldest first. */
  void copy(List<AffinityEntry> into) {
    lock.lock();
    try {
      for (var entry = oldest; entry != null; entry = entry.newer) {
        into.add(entry);
      }
    } finally {
      lock.unlock();
    }
  }
}
