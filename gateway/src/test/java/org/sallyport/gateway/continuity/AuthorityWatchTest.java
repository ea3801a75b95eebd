package org.sallyport.gateway.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.Probed;

final class AuthorityWatchTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Probed GONE = new Probed.Failed(Cause.UNREACHABLE, "refused");

  private final AtomicInteger probes = new AtomicInteger();

  private AuthorityWatch watch(AuthorityWatch.Probe probe) {
    return new AuthorityWatch(
        Settings.automatic().build(),
        InstantSource.system(),
        probe,
        () -> false,
        (before, after) -> {});
  }

  @Test
  void a_probe_that_breaks_does_not_end_the_watch() {
    try (var watch =
        watch(
            (_, _) -> {
              if (probes.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
              }
              return GONE;
            })) {
      watch.start();
      await().atMost(LONG).until(() -> watch.standing().state() == State.CONTINUITY);
    }
  }

  @Test
  void a_login_that_failed_has_the_next_probes_at_once() {
    try (var watch =
        watch(
            (_, _) -> {
              probes.incrementAndGet();
              return GONE;
            })) {
      watch.start();
      assertThat(watch.settle(LONG).state()).isEqualTo(State.CONTINUITY);
      int before = probes.get();
      assertThat(watch.settle(LONG).state()).isEqualTo(State.CONTINUITY);
      assertThat(probes.get()).isGreaterThan(before);
    }
  }

  @Test
  void nobody_waits_longer_than_told() {
    try (var watch = watch((_, _) -> GONE)) {
      // never started: no probe ever answers
      assertThat(watch.settle(Duration.ofMillis(50)).state()).isEqualTo(State.NORMAL);
    }
  }
}
