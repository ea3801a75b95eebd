package org.sallyport.net.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
  private long nanos = Long.MAX_VALUE - 1_000_000;
  private final DeadlineWheel wheel = new DeadlineWheel(() -> nanos);
  private final List<String> expired = new ArrayList<>();

  private Deadline named(String name) {
    return new Deadline() {
      @Override
      protected void expired() {
        expired.add(name + "@" + wheel.tick());
      }
    };
  }

  @Test
  void a_deadline_expires_once_and_not_before_its_time() {
    wheel.set(named("a"), 10 * DeadlineWheel.TICK_MILLIS);
    wheel.advanceTo(10);
    assertThat(expired).isEmpty();
    wheel.advanceTo(5000);
    assertThat(expired).containsExactly("a@11");
  }

  @Test
  void one_that_is_moved_later_keeps_quiet_until_then() {
    var deadline = named("a");
    wheel.set(deadline, 1000);
    wheel.advanceTo(15);
    wheel.set(deadline, 1000);
    wheel.advanceTo(35);
    assertThat(expired).isEmpty();
    wheel.advanceTo(36);
    assertThat(expired).containsExactly("a@36");
  }

  @Test
  void what_begins_after_a_pause_has_all_of_its_time() {
    wheel.set(named("before"), 10 * DeadlineWheel.TICK_MILLIS);
    nanos += 60 * 50_000_000L;
    wheel.set(named("after"), 10 * DeadlineWheel.TICK_MILLIS);
    wheel.advance();
    assertThat(expired).containsExactly("before@11");
    wheel.advanceTo(70);
    assertThat(expired).hasSize(1);
    wheel.advanceTo(71);
    assertThat(expired).containsExactly("before@11", "after@71");
  }

  @Test
  void one_that_is_moved_earlier_expires_earlier() {
    var deadline = named("a");
    wheel.set(deadline, 60_000);
    wheel.set(deadline, 100);
    wheel.advanceTo(3);
    assertThat(expired).containsExactly("a@3");
  }

  @Test
  void one_beyond_a_full_turn_waits_for_its_round() {
    wheel.set(named("a"), 5000L * DeadlineWheel.TICK_MILLIS);
    wheel.advanceTo(5000);
    assertThat(expired).isEmpty();
    wheel.advanceTo(5001);
    assertThat(expired).containsExactly("a@5001");
  }

  @Test
  void what_expires_may_remove_its_neighbours_and_set_itself_anew() {
    var second = named("second");
    var first =
        new Deadline() {
          @Override
          protected void expired() {
            expired.add("first@" + wheel.tick());
            wheel.remove(second);
            if (expired.size() < 3) {
              wheel.set(this, 0);
            }
          }
        };
    wheel.set(first, 0);
    wheel.set(second, 0);
    wheel.set(named("third"), 0);
    wheel.advanceTo(10);
    assertThat(expired).containsExactly("first@1", "third@1", "first@2");
  }

  @Test
  void cleared_deadlines_stay_quiet() {
    var deadline = named("a");
    wheel.set(deadline, 0);
    wheel.clear(deadline);
    wheel.advanceTo(10);
    assertThat(expired).isEmpty();
  }

  @Test
  void a_thousand_random_moves_expire_when_last_set() {
    var random = new Random(7);
    var due = new long[200];
    var deadlines = new ArrayList<Deadline>();
    var seen = new long[200];
    for (int i = 0; i < due.length; i++) {
      int me = i;
      deadlines.add(
          new Deadline() {
            @Override
            protected void expired() {
              seen[me] = wheel.tick();
            }
          });
    }
    for (int move = 0; move < 1000; move++) {
      int i = random.nextInt(due.length);
      if (seen[i] == 0) {
        long ticks = 20L + random.nextInt(4000);
        wheel.set(deadlines.get(i), ticks * DeadlineWheel.TICK_MILLIS);
        due[i] = wheel.tick() + 1 + ticks;
      }
      if (move % 100 == 0) {
        wheel.advanceTo(wheel.tick() + 1);
      }
    }
    wheel.advanceTo(10_000);
    assertThat(seen).isEqualTo(due);
  }
}
