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
 * <p>Where it is full an entry leaves by the {@link EvictionQueue}. There are two of them: what a
 * client has made up leaves before any session that a member has vouched for, so that nobody can
 * push sessions out by inventing others.
 */
final class Segment {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile AtomicReferenceArray<@Nullable AffinityEntry> buckets =
      new AtomicReferenceArray<>(16);
  private int size;
  private final EvictionQueue proven = new EvictionQueue();
  private final EvictionQueue unproven = new EvictionQueue();
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
        if (entry.proven && !known.proven) {
          unproven.remove(known);
          known.proven = true;
          proven.add(known);
        }
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
    queue(entry).add(entry);
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
    link(larger, unproven);
    link(larger, proven);
    buckets = larger;
  }

  private static void link(AtomicReferenceArray<@Nullable AffinityEntry> table, EvictionQueue all) {
    for (var entry = all.oldest(); entry != null; entry = entry.newer) {
      link(table, entry);
    }
  }

  private void evict(long now) {
    var leaving = unproven.leaving(now);
    if (leaving == null) {
      leaving = proven.leaving(now);
    }
    if (leaving != null) {
      take(leaving);
    }
  }

  private EvictionQueue queue(AffinityEntry entry) {
    return entry.proven ? proven : unproven;
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
      sweep(unproven, now);
      sweep(proven, now);
    } finally {
      lock.unlock();
    }
  }

  private void sweep(EvictionQueue all, long now) {
    for (var entry = all.oldest(); entry != null; ) {
      var following = entry.newer;
      if (!entry.alive(now)) {
        take(entry);
      }
      entry = following;
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
    queue(entry).remove(entry);
    size--;
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

  /** Hands over every entry, in the order in which they would leave. */
  void copy(List<AffinityEntry> into) {
    lock.lock();
    try {
      for (var entry = unproven.oldest(); entry != null; entry = entry.newer) {
        into.add(entry);
      }
      for (var entry = proven.oldest(); entry != null; entry = entry.newer) {
        into.add(entry);
      }
    } finally {
      lock.unlock();
    }
  }
}
