package org.sallyport.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sallyport.director.Housekeeping.Chore;

class HousekeepingTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void chores_are_done_in_order_each_as_often_as_it_says() {
    try (var housekeeping =
        new Housekeeping(
            new Chore("often", 1, () -> done.add("often")),
            new Chore("seldom", 3, () -> done.add("seldom")))) {
      for (int i = 0; i < 4; i++) {
        housekeeping.beat();
      }
    }
    assertThat(done).containsExactly("often", "seldom", "often", "often", "often", "seldom");
  }

  @Test
  void a_chore_that_breaks_keeps_none_from_being_done_and_is_tried_again() {
    try (var housekeeping =
        new Housekeeping(
            new Chore(
                "broken",
                1,
                () -> {
                  done.add("broken");
                  throw new IllegalStateException("on purpose");
                }),
            new Chore("sound", 1, () -> done.add("sound")))) {
      housekeeping.beat();
      housekeeping.beat();
    }
    assertThat(done).containsExactly("broken", "sound", "broken", "sound");
  }

  @Test
  void its_thread_outlives_a_chore_that_breaks() {
    var turns = new AtomicInteger();
    try (var housekeeping =
        new Housekeeping(
            new Chore(
                "broken",
                1,
                () -> {
                  turns.incrementAndGet();
                  throw new IllegalStateException("on purpose");
                }))) {
      housekeeping.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> turns.get() > 1);
    }
  }
}
