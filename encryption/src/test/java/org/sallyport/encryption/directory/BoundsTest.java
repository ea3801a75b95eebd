package org.sallyport.encryption.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sallyport.web.route.Reply;

class BoundsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void answers_fill_no_more_memory_than_they_may() {
    var answers = new Answers(100_000, Duration.ofMinutes(1), () -> 0);

    for (int i = 0; i < 1000; i++) {
      answers.answer("question " + i, 1, () -> content(2000));
      assertThat(answers.octets()).isLessThanOrEqualTo(100_000);
    }
    var made = new AtomicInteger();
    answers.answer("question 999", 1, () -> counted(made));
    answers.answer("question 1", 1, () -> counted(made));

    assertThat(made).as("the last one was kept, the first not").hasValue(1);
  }

  @Test
  void an_answer_is_made_anew_when_keys_have_changed_or_it_is_old() {
    var now = new AtomicLong();
    var answers = new Answers(100_000, Duration.ofMinutes(1), now::get);
    var made = new AtomicInteger();

    answers.answer("question", 1, () -> counted(made));
    answers.answer("question", 1, () -> counted(made));
    assertThat(made).hasValue(1);
    answers.answer("question", 2, () -> counted(made));
    assertThat(made).hasValue(2);
    now.set(61 * SECOND);
    answers.answer("question", 2, () -> counted(made));
    assertThat(made).hasValue(3);
  }

  private static Reply counted(AtomicInteger made) {
    made.incrementAndGet();
    return content(1);
  }

  private static Reply content(int size) {
    return new Reply.Content(200, "text/plain", new byte[size], Map.of());
  }

  @Test
  void an_address_may_ask_so_much_a_minute_and_another_one_as_well() {
    var limit = new RateLimit(60);
    var one = InetAddress.ofLiteral("192.0.2.1");

    for (int i = 0; i < 10; i++) {
      assertThat(limit.isOver(one, 0)).isFalse();
    }
    assertThat(limit.isOver(one, 0)).isTrue();
    assertThat(limit.isOver(InetAddress.ofLiteral("192.0.2.2"), 0)).isFalse();
    assertThat(limit.isOver(one, 2 * SECOND)).as("one a second comes back").isFalse();
  }

  @Test
  void who_has_a_network_of_addresses_is_one() {
    var limit = new RateLimit(1);

    assertThat(limit.isOver(InetAddress.ofLiteral("2001:db8::1"), 0)).isFalse();
    assertThat(limit.isOver(InetAddress.ofLiteral("2001:db8::2"), 0)).isTrue();
    assertThat(limit.isOver(InetAddress.ofLiteral("2001:db8:0:1::2"), 0)).isFalse();
  }
}
