package org.sallyport.encryption.mailqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;

class LaneTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMinutes(1), Duration.ofHours(1), () -> 0.5);

  private final Lane lane = new Lane("outside", 2, BACKOFF);

  private static Leased delivery(String id) {
    return new Leased(
        id,
        "q_1",
        "outside",
        Route.OUTSIDE,
        new Envelope(
            Optional.empty(),
            MailParameters.NONE,
            List.of(QueueRoom.to(MailAddress.parse("bob@example.org").orElseThrow().toString()))),
        List.of(0L),
        "b_1",
        1,
        "",
        true,
        0,
        false,
        NOW,
        NOW);
  }

  private Optional<String> next() {
    return lane.next(Duration.ZERO).map(Leased::id);
  }

  @Test
  void times_double_up_to_the_longest_and_differ_by_a_fifth() {
    assertThat(BACKOFF.after(0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(BACKOFF.after(3)).isEqualTo(Duration.ofMinutes(8));
    assertThat(BACKOFF.after(6)).isEqualTo(Duration.ofHours(1));
    assertThat(BACKOFF.after(Long.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
    var early = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1), () -> 0);
    var late = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1), () -> 1);
    assertThat(early.after(0)).isEqualTo(Duration.ofSeconds(48));
    assertThat(late.after(0)).isEqualTo(Duration.ofSeconds(72));
  }

  @Test
  void as_many_work_as_there_may_be_and_as_there_is_work() {
    assertThat(lane.add(delivery("d_1"))).isTrue();
    assertThat(lane.add(delivery("d_2"))).isTrue();
    assertThat(lane.add(delivery("d_3"))).isFalse();
    assertThat(lane.running()).isEqualTo(2);
    assertThat(lane.room(NOW)).isEqualTo(Lane.MOST - 3);
    assertThat(next()).contains("d_1");
    assertThat(next()).contains("d_2");
    assertThat(next()).contains("d_3");
    assertThat(next()).isEmpty();
    assertThat(next()).isEmpty();
    assertThat(lane.running()).isZero();
    assertThat(lane.isIdle(NOW)).isTrue();
  }

  @Test
  void who_is_away_rests_longer_each_time_and_is_then_asked_by_one_alone() {
    lane.add(delivery("d_1"));
    lane.add(delivery("d_2"));
    assertThat(next()).contains("d_1");
    assertThat(lane.absent(NOW)).extracting(Leased::id).containsExactly("d_2");
    assertThat(lane.absent(NOW)).as("together with the first").isEmpty();
    assertThat(next()).isEmpty();
    assertThat(next()).isEmpty();
    assertThat(lane.room(NOW.plusSeconds(59))).isZero();
    var again = NOW.plusSeconds(61);
    assertThat(lane.room(again)).isEqualTo(1);
    assertThat(lane.add(delivery("d_1"))).isTrue();
    assertThat(lane.room(again)).isZero();
    assertThat(lane.add(delivery("d_2"))).isFalse();
    lane.absent(again);
    assertThat(next()).isEmpty();
    assertThat(lane.room(again.plusSeconds(119))).isZero();
    assertThat(lane.room(again.plusSeconds(121))).isEqualTo(1);
    assertThat(lane.isIdle(again)).isFalse();
    assertThat(lane.isIdle(again.plus(Duration.ofDays(2)))).isTrue();
  }

  @Test
  void who_is_back_is_asked_by_all() {
    lane.absent(NOW);
    assertThat(lane.present()).isTrue();
    assertThat(lane.present()).isFalse();
    assertThat(lane.room(NOW)).isEqualTo(Lane.MOST);
    lane.absent(NOW);
    lane.arouse();
    assertThat(lane.room(NOW)).isEqualTo(1);
  }

  @Test
  void what_is_closed_begins_nothing_and_gives_back_what_waits() {
    lane.add(delivery("d_1"));
    lane.add(delivery("d_2"));
    assertThat(lane.close()).hasSize(2);
    assertThat(lane.room(NOW)).isZero();
    assertThat(next()).isEmpty();
    assertThat(lane.running()).isEqualTo(1);
  }
}
