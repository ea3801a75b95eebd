package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

class AllocationTest {
  private static final int ROUNDS = 100_000;

  @ParameterizedTest
  @EnumSource
  void a_decision_allocates_nothing(Policy policy) {
    var fixture = PoolFixture.up(policy, FailBack.ALL, 10, 1, 3);
    var pinned = fixture.member("m1");
    decide(fixture.pool, pinned);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int chosen = decide(fixture.pool, pinned);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(chosen).isEqualTo(2 * ROUNDS);
    assertThat(allocated).as("bytes for all rounds").isLessThan(ROUNDS / 10);
  }

  private static int decide(Pool pool, Member pinned) {
    int chosen = 0;
    for (int i = 0; i < ROUNDS; i++) {
      chosen += pool.decide(null, 0) instanceof Decision.Chosen ? 1 : 0;
      chosen += pool.decide(pinned, 0) instanceof Decision.Chosen ? 1 : 0;
    }
    return chosen;
  }
}
