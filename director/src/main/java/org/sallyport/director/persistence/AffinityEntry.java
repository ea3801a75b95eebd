package org.sallyport.director.persistence;

import org.jspecify.annotations.Nullable;

/**
 * One session in the table. A connection may keep it and ask {@link Persistence#member} again for
 * each request, without hashing. Times are epoch milliseconds.
 */
public final class AffinityEntry {
  /** Uses within this time are one: it saves writes that other cores would have to see. */
  private static final long RESOLUTION = 1000;

  final long hi;
  final long lo;
  final long created;
  final @Nullable ClientAddress address;

  private volatile Binding binding;
  private volatile long used;
  private volatile boolean gone;

  /** The next of the same bucket: written under the segment's lock, read without. */
  volatile @Nullable AffinityEntry next;

  // Guarded by the segment's lock: its place in the queue of evictions, and in the list to save.
  @Nullable AffinityEntry older;
  @Nullable AffinityEntry newer;
  long queuedAt;

  /** Whether more than a client's word stands for the session; false only in memory. */
  boolean proven = true;

  @Nullable AffinityEntry nextUnsaved;
  boolean unsaved;

  /** What the disk has for {@link #used}; a race only saves once more. */
  volatile long savedUsed;

  AffinityEntry(
      long hi, long lo, @Nullable ClientAddress address, Binding binding, long created, long used) {
    this.hi = hi;
    this.lo = lo;
    this.address = address;
    this.binding = binding;
    this.created = created;
    this.used = used;
    this.queuedAt = used;
    this.savedUsed = used;
  }

  Binding binding() {
    return binding;
  }

  void binding(Binding changed) {
    binding = changed;
  }

  long used() {
    return used;
  }

  void touch(long now) {
    if (now - used >= RESOLUTION) {
      used = now;
    }
  }

  boolean gone() {
    return gone;
  }

  void leave() {
    gone = true;
  }

  long end() {
    return binding.scope().lifetime().end(created, used);
  }

  boolean alive(long now) {
    return !gone && now < end();
  }

  /** Whether the time of last use should be saved. */
  boolean stale() {
    return used - savedUsed >= binding.scope().lifetime().slack();
  }
}
