package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

class DistributionTest {
  private static PoolFixture of(Policy policy, int... weights) {
    return PoolFixture.up(policy, FailBack.NEW_SESSIONS, weights);
  }

  @Test
  void failover_sends_all_sessions_to_one_member() {
    assertThat(of(Policy.FAILOVER, 1, 1, 1).count(100)).isEqualTo(Map.of("m1", 100));
  }

  @Test
  void ordered_sends_all_sessions_to_the_first_member() {
    assertThat(of(Policy.ORDERED, 1, 1, 1).count(100)).isEqualTo(Map.of("m1", 100));
  }

  @Test
  void a_member_of_weight_10_gets_exactly_ten_times_a_member_of_weight_1() {
    assertThat(of(Policy.RATIO, 10, 1).count(1100)).isEqualTo(Map.of("m1", 1000, "m2", 100));
  }

  @Test
  void every_cycle_of_a_ratio_holds_each_member_as_often_as_its_weight() {
    var fixture = of(Policy.RATIO, 5, 3, 2);
    for (int cycle = 0; cycle < 20; cycle++) {
      assertThat(fixture.count(10)).isEqualTo(Map.of("m1", 5, "m2", 3, "m3", 2));
    }
  }

  @Test
  void a_ratio_spreads_the_turns_of_a_heavy_member() {
    var fixture = of(Policy.RATIO, 2, 1, 1);
    assertThat(IntStream.range(0, 4).mapToObj(i -> fixture.next()))
        .containsExactly("m1", "m2", "m3", "m1");
  }

  @Test
  void a_ratio_is_shared_out_among_those_that_are_up() {
    var fixture = of(Policy.RATIO, 10, 4, 1);
    fixture.down("m1");
    assertThat(fixture.count(500)).isEqualTo(Map.of("m2", 400, "m3", 100));
  }

  @Test
  void a_ratio_is_exact_for_decisions_from_several_threads() throws InterruptedException {
    var fixture = of(Policy.RATIO, 10, 1);
    var counts = new ConcurrentHashMap<String, Integer>();
    var threads =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              for (int n = 0; n < 1100; n++) {
                                counts.merge(fixture.next(), 1, Integer::sum);
                              }
                            }))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(counts).isEqualTo(Map.of("m1", 4000, "m2", 400));
  }

  @Test
  void round_robin_takes_each_member_in_turn_whatever_its_weight() {
    var fixture = of(Policy.ROUND_ROBIN, 10, 1, 1);
    assertThat(IntStream.range(0, 6).mapToObj(i -> fixture.next()))
        .containsExactly("m1", "m2", "m3", "m1", "m2", "m3");
  }

  @Test
  void a_pinned_session_takes_nobodys_turn() {
    var fixture = of(Policy.ROUND_ROBIN, 1, 1);
    assertThat(fixture.next()).isEqualTo("m1");
    assertThat(fixture.next("m1")).isEqualTo("m1");
    assertThat(fixture.next()).isEqualTo("m2");
  }

  @Test
  void an_explanation_takes_nobodys_turn() {
    var fixture = of(Policy.ROUND_ROBIN, 1, 1);
    assertThat(fixture.pool.explain(null, java.util.Optional.empty()).member()).contains("m1");
    assertThat(fixture.next()).isEqualTo("m1");
  }

  @Test
  void least_connections_takes_the_member_with_the_fewest_requests_in_hand() {
    var fixture = of(Policy.LEAST_CONNECTIONS, 1, 1, 1);
    fixture.member("m1").traffic().requestBegan();
    fixture.member("m3").traffic().requestBegan();
    assertThat(fixture.count(10)).isEqualTo(Map.of("m2", 10));
    fixture.member("m3").traffic().requestEnded();
    assertThat(fixture.count(10)).isEqualTo(Map.of("m2", 5, "m3", 5));
  }

  @Test
  void least_connections_compares_the_load_for_the_weight() {
    var fixture = of(Policy.LEAST_CONNECTIONS, 10, 1);
    fixture.member("m2").traffic().requestBegan();
    for (int i = 0; i < 10; i++) {
      assertThat(fixture.next()).isEqualTo("m1");
      fixture.member("m1").traffic().requestBegan();
    }
    fixture.member("m1").traffic().requestBegan();
    assertThat(fixture.next()).isEqualTo("m2");
  }

  @Test
  void a_retry_goes_to_a_member_that_was_not_tried() {
    var fixture = of(Policy.RATIO, 10, 1);
    var decision = fixture.pool.decide(null, fixture.member("m1").bit());
    assertThat(PoolFixture.text(decision)).isEqualTo("m2");
    assertThat(decision.reason().kind()).isEqualTo(Reason.Kind.RETRY);
  }

  @Test
  void a_request_that_every_member_failed_is_refused() {
    var fixture = of(Policy.LEAST_CONNECTIONS, 1, 1);
    var decision = fixture.pool.decide(null, 0b11);
    assertThat(PoolFixture.text(decision)).isEqualTo("refused");
    assertThat(decision.reason()).isEqualTo(Sentences.ALL_TRIED);
  }

  @Test
  void the_reason_names_the_weight() {
    assertThat(of(Policy.RATIO, 10, 1).decide().reason())
        .isEqualTo(new Reason(Reason.Kind.WEIGHT, "m1: weight 10 of 11"));
  }
}
