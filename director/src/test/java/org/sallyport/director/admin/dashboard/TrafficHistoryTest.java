package org.sallyport.director.admin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.director.admin.FakeDirector;

class TrafficHistoryTest {
  private static final long TWO_SECONDS = 2_000_000_000L;

  private final FakeDirector director = new FakeDirector();
  private final TrafficHistory history = new TrafficHistory(director::view);

  private Series portal() {
    return history.of("portal.example.com");
  }

  @Test
  void the_first_sample_gives_no_rate() {
    history.sample(0);
    assertThat(portal().requests()).isEmpty();
  }

  @Test
  void a_rate_is_what_was_added_by_the_time_that_passed() {
    history.sample(0);
    director.serve(100);
    history.sample(TWO_SECONDS);

    assertThat(portal().requests()).containsExactly(50);
    assertThat(portal().bytes()).containsExactly(50 * 9_400);
  }

  @Test
  void sums_that_go_back_give_no_rate() {
    history.sample(0);
    director.serve(-500);
    history.sample(TWO_SECONDS);
    assertThat(portal().requests()).containsExactly(0);
  }

  @Test
  void five_minutes_are_kept_oldest_first() {
    for (int i = 0; i <= TrafficHistory.KEPT + 10; i++) {
      director.serve(2L * i);
      history.sample(i * TWO_SECONDS);
    }
    assertThat(portal().requests()).hasSize(TrafficHistory.KEPT);
    assertThat(portal().requests()[0]).isEqualTo(11);
    assertThat(Series.newest(portal().requests())).isEqualTo(TrafficHistory.KEPT + 10);
  }

  @Test
  void a_service_that_nobody_sampled_has_no_history() {
    assertThat(history.of("unknown").connections()).isEmpty();
  }
}
