package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.MutableClock;

class GuessesTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T09:00:00Z"));
  private final Guesses guesses = new Guesses(clock);

  private boolean mayTry(String from) {
    return guesses.mayTry(InetAddress.ofLiteral(from));
  }

  private void wrong(String from, int times) {
    for (int i = 0; i < times; i++) {
      guesses.wrong(InetAddress.ofLiteral(from));
    }
  }

  @Test
  void an_address_may_be_wrong_some_times_and_then_once_a_second() {
    wrong("192.0.2.1", Guesses.AT_ONCE - 1);
    assertThat(mayTry("192.0.2.1")).isTrue();
    wrong("192.0.2.1", 1);
    assertThat(mayTry("192.0.2.1")).isFalse();

    clock.advance(Guesses.EACH);
    assertThat(mayTry("192.0.2.1")).isTrue();
    wrong("192.0.2.1", 1);
    assertThat(mayTry("192.0.2.1")).isFalse();

    clock.advance(Duration.ofMinutes(1));
    wrong("192.0.2.1", Guesses.AT_ONCE - 1);
    assertThat(mayTry("192.0.2.1")).isTrue();
  }

  @Test
  void others_do_not_suffer_but_a_whole_ipv6_network_does() {
    wrong("192.0.2.1", 20);
    wrong("2001:db8::1", 20);

    assertThat(mayTry("192.0.2.2")).isTrue();
    assertThat(mayTry("2001:db8::2")).isFalse();
    assertThat(mayTry("2001:db8:0:1::1")).isTrue();
  }

  @Test
  void who_was_wrong_longest_ago_is_forgotten_first() {
    wrong("192.0.2.1", 20);
    for (int i = 0; i < 1024; i++) {
      wrong("10.0." + i / 256 + "." + i % 256, 20);
    }

    assertThat(mayTry("192.0.2.1")).isTrue();
    assertThat(mayTry("10.0.3.255")).isFalse();
  }
}
