package org.sallyport.director.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateTableTest {
  private static final long SECOND = 1_000_000_000L;

  /** {@link System#nanoTime} may run over. */
  private final long start = Long.parseLong("9223372031854775807");

  private final RateTable table = new RateTable(10, start);

  private static long client(String address) {
    return ClientAddress.of(InetAddress.ofLiteral(address)).client();
  }

  private int passed(long client, int arrivals, long at) {
    int passed = 0;
    for (int i = 0; i < arrivals; i++) {
      passed += table.exceeded(client, at) ? 0 : 1;
    }
    return passed;
  }

  @Test
  void a_client_may_come_as_often_as_the_rate_says_at_once() {
    assertThat(passed(1, 100, start)).isEqualTo(10);
  }

  @Test
  void tokens_come_back_with_time() {
    passed(1, 100, start);
    assertThat(passed(1, 100, start + SECOND / 10)).isEqualTo(1);
    assertThat(passed(1, 100, start + SECOND / 2)).isEqualTo(4);
    assertThat(passed(1, 100, start + 10 * SECOND)).isEqualTo(10);
  }

  @Test
  void a_client_at_exactly_the_rate_is_never_refused() {
    for (int i = 0; i < 1000; i++) {
      assertThat(table.exceeded(1, start + i * (SECOND / 10))).isFalse();
    }
  }

  @Test
  void clients_do_not_share_tokens() {
    assertThat(passed(client("192.0.2.1"), 20, start)).isEqualTo(10);
    assertThat(passed(client("192.0.2.2"), 20, start)).isEqualTo(10);
    assertThat(passed(client("::1"), 20, start)).isEqualTo(10);
  }

  @Test
  void addresses_of_one_ipv6_network_are_one_client() {
    assertThat(client("2001:db8::1")).isEqualTo(client("2001:db8::ffff:1"));
    assertThat(client("2001:db8::1")).isNotEqualTo(client("2001:db8:0:1::1"));
  }

  @Test
  void a_flood_of_other_clients_leaves_the_memory_as_it_is_and_new_ones_counted() {
    for (long i = 1; i <= 200_000; i++) {
      table.exceeded(i << 20, start);
    }
    assertThat(passed(7, 100, start)).isEqualTo(10);
  }

  @Test
  void loops_that_count_the_same_client_share_its_tokens() throws Exception {
    try (var loops = Executors.newFixedThreadPool(4)) {
      Callable<Integer> count = () -> passed(42, 1000, start);
      table.exceeded(42, start);
      int passed = 0;
      for (var loop : loops.invokeAll(IntStream.range(0, 4).mapToObj(_ -> count).toList())) {
        passed += loop.get();
      }
      assertThat(passed).isEqualTo(9);
    }
  }
}
