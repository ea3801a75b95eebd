package org.sallyport.director.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ConnectBudgetTest {
  private final ConnectBudget budget = new ConnectBudget(Duration.ofSeconds(4));
  private long now = TimeUnit.DAYS.toNanos(3);

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** A try that lasts so long, in vain. */
  private long failing(long millis) {
    long allotted = budget.begin(now);
    pass(millis);
    budget.end(now);
    return allotted;
  }

  @Test
  void the_first_try_has_half_of_it_and_the_next_one_the_rest() {
    assertThat(failing(2000)).isEqualTo(2000);
    assertThat(budget.spent()).isFalse();
    assertThat(failing(2050)).isEqualTo(2000);
    assertThat(budget.blames()).isTrue();
    assertThat(budget.spent()).isTrue();
  }

  @Test
  void what_a_refusal_does_not_take_is_left_to_the_next_try() {
    assertThat(failing(100)).isEqualTo(2000);
    assertThat(failing(0)).isEqualTo(3900);
    assertThat(failing(0)).isBetween(3899L, 3900L);
  }

  @Test
  void waiting_between_two_tries_costs_nothing() {
    failing(1000);
    pass(60_000);
    assertThat(budget.spent()).isFalse();
    assertThat(budget.begin(now)).isEqualTo(3000);
  }

  @Test
  void a_search_that_begins_anew_has_all_of_it() {
    failing(2000);
    failing(2000);
    budget.restart();
    assertThat(budget.spent()).isFalse();
    assertThat(failing(0)).isEqualTo(2000);
  }

  @Test
  void a_member_that_was_given_hardly_any_time_is_not_to_blame() {
    failing(2000);
    failing(1500);
    assertThat(budget.begin(now)).isEqualTo(500);
    assertThat(budget.blames()).isFalse();
  }
}
