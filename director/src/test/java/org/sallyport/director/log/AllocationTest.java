package org.sallyport.director.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int ROUNDS = 50_000;

  private final EntryRing ring = new EntryRing(64);
  private final AccessEntry entry = new AccessEntry();
  private final InetAddress client = InetAddress.ofLiteral("192.0.2.7");
  private final byte[] path = new byte[300];

  @Test
  void handing_an_entry_over_allocates_nothing() {
    int before = handOver();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadAllocatedBytes();
    int after = handOver();
    long allocated = threads.getCurrentThreadAllocatedBytes() - start;
    assertThat(before + after).isEqualTo(2 * ROUNDS);
    assertThat(allocated).as("bytes for all rounds").isLessThan(ROUNDS / 10);
  }

  private int handOver() {
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      entry.clear().service("portal").client(client, i & 0xFFFF).path(path, 0, path.length);
      entry.method("GET").status(200).bytes(i, i).duration(i);
      if (ring.offer(entry) >= 0 && ring.peek() != null) {
        ring.release();
        taken++;
      }
    }
    return taken;
  }
}
