package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

/** Long random histories; the seed is in the message of what fails. */
class DecisionPropertyTest {
  private static final int STEPS = 4000;
  private final Random random = new Random();
  private final long seed = random.nextLong();

  @ParameterizedTest
  @EnumSource
  void a_decision_never_names_a_member_that_must_not_be_used(Policy policy) {
    random.setSeed(seed);
    for (var failBack : FailBack.values()) {
      var fixture = new PoolFixture(PoolFixture.settings(policy, failBack, 10, 1, 3, 1, 7));
      for (int step = 0; step < STEPS; step++) {
        change(fixture);
        var pinned = random.nextBoolean() ? any(fixture) : null;
        long tried = random.nextInt(4) == 0 ? random.nextInt(32) : 0;
        check(fixture, pinned, tried);
      }
    }
  }

  private void check(PoolFixture fixture, @Nullable Member pinned, long tried) {
    switch (fixture.pool.decide(pinned, tried)) {
      case Decision.Chosen(Member member, Reason reason) -> {
        var text = "seed " + seed + ": " + reason.text();
        assertThat(member.status().takesNothing()).as(text).isFalse();
        assertThat(member.status().health()).as(text).isNotEqualTo(Health.UNCHECKED);
        assertThat(tried & member.bit()).as(text).isZero();
        if (member != pinned) {
          assertThat(member.status().admin()).as(text).isEqualTo(Admin.READY);
        }
        if (pinned != null) {
          assertThat(member == pinned).as(text).isEqualTo(reason.kind() != Reason.Kind.MOVED);
        }
      }
      case Decision.Wait _ ->
          assertThat(fixture.pool.members())
              .as("seed %d", seed)
              .anyMatch(member -> member.status().health() == Health.UNCHECKED);
      case Decision.Refused(Reason reason) ->
          assertThat(fixture.pool.members())
              .as("seed %d: %s", seed, reason.text())
              .noneMatch(member -> fit(member) && (tried & member.bit()) == 0);
    }
  }

  private static boolean fit(Member member) {
    var status = member.status();
    return status.admin() == Admin.READY
        && (status.health() == Health.UP || status.health() == Health.DEGRADED);
  }

  private void change(PoolFixture fixture) {
    var member = any(fixture);
    switch (random.nextInt(8)) {
      case 0 -> fixture.up(member.name());
      case 1 -> fixture.down(member.name());
      case 2 -> fixture.degraded(member.name());
      case 3 -> fixture.pool.drain(member, "test");
      case 4 -> fixture.pool.maintenance(member, "test");
      case 5 -> fixture.pool.resume(member, "test");
      case 6 -> fixture.pool.switchTo(member, "test");
      default -> fixture.after(Duration.ofSeconds(random.nextInt(40)));
    }
  }

  private Member any(PoolFixture fixture) {
    return fixture.pool.members().get(random.nextInt(5));
  }
}
