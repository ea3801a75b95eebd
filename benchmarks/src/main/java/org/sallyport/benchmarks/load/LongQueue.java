package org.sallyport.benchmarks.load;

import java.util.Arrays;

/** A growing first-in, first-out queue of longs that boxes nothing. */
final class LongQueue {
  private long[] ring = new long[1024];
  private int head;
  private int size;

  void add(long value) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size++) & (ring.length - 1)] = value;
  }

  long remove() {
    if (size == 0) {
      throw new IllegalStateException("empty");
    }
    var value = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return value;
  }

  int size() {
    return size;
  }

  private void grow() {
    var bigger = Arrays.copyOf(ring, ring.length * 2);
    System.arraycopy(ring, head, bigger, 0, ring.length - head);
    System.arraycopy(ring, 0, bigger, ring.length - head, head);
    ring = bigger;
    head = 0;
  }
}
