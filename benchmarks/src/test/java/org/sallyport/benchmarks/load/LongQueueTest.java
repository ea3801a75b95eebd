package org.sallyport.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LongQueueTest {
  @Test
  void what_goes_in_comes_out_in_order_while_it_wraps_and_grows() {
    var queue = new LongQueue();
    var in = 0L;
    var out = 0L;
    for (var round = 0; round < 50; round++) {
      for (var i = 0; i < 300; i++) {
        queue.add(in++);
      }
      for (var i = 0; i < 200; i++) {
        assertThat(queue.remove()).isEqualTo(out++);
      }
    }
    assertThat(queue.size()).isEqualTo(50 * 100);
  }
}
