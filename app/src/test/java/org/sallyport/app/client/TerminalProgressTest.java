package org.sallyport.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private static final long MIB = 1024 * 1024;

  private final StringWriter told = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();
  private final TerminalProgress progress =
      new TerminalProgress("film.mp4", 1000 * MIB, new PrintWriter(told), nanos::get);

  @Test
  void octets_rate_and_time_left_are_told() {
    nanos.set(2_000_000_000L);
    progress.at(200 * MIB);

    assertThat(told.toString()).contains("200 of 1000 MiB, 100 MiB/s, 8 s left  film.mp4");
  }

  @Test
  void it_is_told_four_times_a_second_at_most() {
    for (int i = 1; i <= 100; i++) {
      nanos.set(i * 10_000_000L);
      progress.at(i * MIB);
    }

    assertThat(told.toString().chars().filter(c -> c == '\r').count()).isEqualTo(4);
  }

  @Test
  void nothing_is_left_on_the_line_in_the_end() {
    nanos.set(2_000_000_000L);
    progress.at(1000 * MIB);

    assertThat(told.toString()).endsWith(" ".repeat(78) + "\r");
  }
}
