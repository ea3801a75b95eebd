package org.sallyport.director.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from many event loops to one writer, with its entries set aside beforehand (after
 * D. Vyukov's bounded queue). A slot's sequence says whose turn it is: equal to a position, a
 * producer may fill it for that position; one more, the consumer may read it.
 */
final class EntryRing {
  private final AccessEntry[] slots;
  private final AtomicLongArray sequences;
  private final int mask;
  private final AtomicLong tail = new AtomicLong();
  private long head;

  /** A ring of {@code capacity} slots, a power of two. */
  EntryRing(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("not a power of two: " + capacity);
    }
    slots = new AccessEntry[capacity];
    sequences = new AtomicLongArray(capacity);
    mask = capacity - 1;
    for (int i = 0; i < capacity; i++) {
      slots[i] = new AccessEntry();
      sequences.set(i, i);
    }
  }

  /**
   * Copies the entry into the next free slot. Any thread; never blocks.
   *
   * @return the position it got, or -1 when every slot is taken
   */
  long offer(AccessEntry entry) {
    while (true) {
      long position = tail.get();
      int slot = (int) position & mask;
      long turn = sequences.get(slot) - position;
      if (turn < 0) {
        return -1;
      }
      if (turn == 0 && tail.compareAndSet(position, position + 1)) {
        slots[slot].copyFrom(entry);
        sequences.setRelease(slot, position + 1);
        return position;
      }
    }
  }

  /**
   * The oldest entry, or null when there is none. The writer alone; valid until {@link #release}.
   */
  @Nullable AccessEntry peek() {
    int slot = (int) head & mask;
    return sequences.getAcquire(slot) == head + 1 ? slots[slot] : null;
  }

  /** Gives the slot of the entry that {@link #peek} showed back to the producers. */
  void release() {
    int slot = (int) head & mask;
    slots[slot].clear();
    sequences.setRelease(slot, head + mask + 1);
    head++;
  }
}
