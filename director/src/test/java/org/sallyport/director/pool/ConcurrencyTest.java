package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

class ConcurrencyTest {
  @Test
  void decisions_and_changes_from_several_threads_leave_one_consistent_pool()
      throws InterruptedException {
    var fixture = PoolFixture.up(Policy.FAILOVER, FailBack.NEVER, 1, 1, 1);
    var refused = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (var name : List.of("m1", "m2")) {
      threads.add(Thread.ofPlatform().start(() -> flap(fixture, name)));
    }
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 20_000; i++) {
                    refused.compareAndSet(false, fixture.decide() instanceof Decision.Refused);
                  }
                }));
    for (var thread : threads) {
      thread.join();
    }
    assertThat(refused).as("m3 is always up").isFalse();
    assertChained(fixture.events);
  }

  private static void flap(PoolFixture fixture, String name) {
    for (int i = 0; i < 500; i++) {
      fixture.down(name);
      fixture.up(name);
    }
  }

  /** Each change of the incumbent begins where the one before ended. */
  private static void assertChained(List<PoolEvent> events) {
    var changes =
        events.stream()
            .filter(PoolEvent.IncumbentChanged.class::isInstance)
            .map(PoolEvent.IncumbentChanged.class::cast)
            .toList();
    for (int i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i).from()).isEqualTo(changes.get(i - 1).to());
    }
    assertThat(events.stream().filter(PoolEvent.MemberChanged.class::isInstance)).hasSize(2000);
  }
}
