package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Checks with faults of our own. */
class BrokenCheckTest {
  private static final InetSocketAddress MEMBER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  @Test
  void a_check_that_breaks_has_failed() {
    var check =
        new GuardedCheck(
            _ -> {
              throw new IllegalArgumentException("a secret, perhaps");
            });
    for (int i = 0; i < 2; i++) {
      assertThat(check.run(MEMBER).finding())
          .isEqualTo(new Finding.Failed("the check itself broke: IllegalArgumentException"));
    }
  }

  @Test
  void a_check_that_breaks_once_is_run_again() {
    var runs = new AtomicInteger();
    var loop =
        new CheckLoop(
            "broken",
            Duration.ofMillis(10),
            () -> {
              if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("broken on purpose");
              }
            });
    loop.start();
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() > 3);
    } finally {
      loop.stop();
    }
  }
}
