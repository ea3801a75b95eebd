package org.sallyport.director.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class EntryRingTest {
  private final EntryRing ring = new EntryRing(8);

  private static AccessEntry numbered(long number) {
    return new AccessEntry().bytes(number, -number);
  }

  private long take() {
    long number = Objects.requireNonNull(ring.peek()).bytesIn;
    ring.release();
    return number;
  }

  @Test
  void entries_come_out_in_the_order_they_went_in() {
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 8; i++) {
        assertThat(ring.offer(numbered(i))).isNotNegative();
      }
      for (int i = 0; i < 8; i++) {
        assertThat(take()).isEqualTo(i);
      }
    }
    assertThat(ring.peek()).isNull();
  }

  @Test
  void a_full_ring_takes_nothing() {
    for (int i = 0; i < 8; i++) {
      ring.offer(numbered(i));
    }
    assertThat(ring.offer(numbered(8))).isEqualTo(-1);
    take();
    assertThat(ring.offer(numbered(8))).isEqualTo(8);
  }

  @Test
  void an_entry_is_a_copy() {
    var entry = numbered(1).path(new byte[] {'/', 'a'}, 0, 2);
    ring.offer(entry);
    entry.clear().path(new byte[] {'/', 'b'}, 0, 2);
    assertThat(Objects.requireNonNull(ring.peek()).path[1]).isEqualTo((byte) 'a');
  }

  @Test
  void loops_that_write_at_once_lose_nothing_and_keep_their_own_order() throws Exception {
    int loops = 4;
    int each = 20_000;
    try (var threads = Executors.newFixedThreadPool(loops)) {
      for (int loop = 0; loop < loops; loop++) {
        long base = (long) loop * each;
        threads.execute(() -> produce(base, each));
      }
      var last = new ArrayList<Long>();
      for (int loop = 0; loop < loops; loop++) {
        last.add((long) loop * each - 1);
      }
      for (int taken = 0; taken < loops * each; ) {
        var entry = ring.peek();
        if (entry == null) {
          Thread.onSpinWait();
          continue;
        }
        assertThat(entry.bytesOut).isEqualTo(-entry.bytesIn);
        int loop = (int) (entry.bytesIn / each);
        assertThat(last.set(loop, entry.bytesIn)).isEqualTo(entry.bytesIn - 1);
        ring.release();
        taken++;
      }
    }
    assertThat(ring.peek()).isNull();
  }

  private void produce(long base, int count) {
    var entry = new AccessEntry();
    for (int i = 0; i < count; ) {
      entry.bytes(base + i, -base - i);
      if (ring.offer(entry) >= 0) {
        i++;
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
