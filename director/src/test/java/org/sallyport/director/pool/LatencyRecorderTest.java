package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
  private final LatencyRecorder recorder = new LatencyRecorder();

  @Test
  void a_percentile_is_told_to_within_a_quarter() {
    for (long nanos = 1; nanos < Duration.ofMinutes(5).toNanos(); nanos = nanos * 5 / 4 + 1) {
      long bound = LatencyRecorder.upperBound(LatencyRecorder.bucket(nanos));
      assertThat(bound).isGreaterThan(nanos).isLessThanOrEqualTo(nanos + nanos / 4 + 1000);
    }
  }

  @Test
  void the_slowest_percent_is_told_apart() {
    for (int i = 0; i < 98; i++) {
      recorder.record(Duration.ofMillis(1).toNanos());
    }
    recorder.record(Duration.ofSeconds(1).toNanos());
    recorder.record(Duration.ofSeconds(1).toNanos());
    var seen = recorder.snapshot();
    assertThat(seen.percentile(0.5)).isLessThan(Duration.ofMillis(2));
    assertThat(seen.percentile(0.99)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void the_difference_of_two_snapshots_is_what_came_in_between() {
    recorder.record(Duration.ofSeconds(1).toNanos());
    var earlier = recorder.snapshot();
    recorder.record(1000);
    var since = recorder.snapshot().since(earlier);
    assertThat(since.count()).isEqualTo(1);
    assertThat(since.percentile(1)).isLessThan(Duration.ofMillis(1));
  }

  @Test
  void nothing_recorded_is_zero_and_absurd_values_are_counted() {
    assertThat(recorder.snapshot().percentile(0.99)).isEqualTo(Duration.ZERO);
    recorder.record(-5);
    recorder.record(Long.MAX_VALUE);
    assertThat(recorder.snapshot().count()).isEqualTo(2);
  }
}
