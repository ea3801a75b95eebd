package org.sallyport.director.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.PassiveSettings;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Kind;
import org.sallyport.director.settings.PoolSettings.Policy;
import org.sallyport.kernel.HostPort;

/** A pool named {@code pool} with members of given weights, a clock that tests move, and events. */
final class PoolFixture {
  static final Duration STEADY = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  final List<PoolEvent> events = new ArrayList<>();
  final PoolSet set;
  final Pool pool;
  private Instant now = START;

  PoolFixture(PoolSettings settings) {
    this(settings, PoolMemory.NONE);
  }

  PoolFixture(PoolSettings settings, PoolMemory memory) {
    InstantSource clock = () -> now;
    set = new PoolSet(clock, Map.of("pool", memory));
    set.listen(events::add);
    set.apply(Map.of("pool", settings));
    pool = Objects.requireNonNull(set.pool("pool"));
  }

  /** Members {@code m1}, {@code m2}, ... that are all up. */
  static PoolFixture up(Policy policy, FailBack failBack, int... weights) {
    var fixture = new PoolFixture(settings(policy, failBack, weights));
    fixture.pool.members().forEach(member -> fixture.report(member.name(), Health.UP));
    fixture.events.clear();
    return fixture;
  }

  static PoolSettings settings(Policy policy, FailBack failBack, int... weights) {
    var members = new LinkedHashMap<String, MemberSettings>();
    for (int i = 1; i <= weights.length; i++) {
      members.put("m" + i, member("10.0.0." + i + ":443", weights[i - 1]));
    }
    return settings(policy, failBack, members, List.of());
  }

  static PoolSettings settings(
      Policy policy,
      FailBack failBack,
      Map<String, MemberSettings> members,
      List<HealthCheckSettings> health) {
    return new PoolSettings(
        Kind.STATEFUL,
        policy,
        failBack,
        STEADY,
        members,
        health,
        new PassiveSettings(3, Duration.ofSeconds(10)),
        new DampingSettings(0, Duration.ofMinutes(5), Duration.ofMinutes(1)));
  }

  static MemberSettings member(String address, int weight) {
    return new MemberSettings(
        HostPort.parse(address),
        Optional.of(weight),
        MemberSettings.ProxyProtocol.NONE,
        Optional.empty(),
        MemberSettings.Initial.READY);
  }

  Member member(String name) {
    return Objects.requireNonNull(pool.member(name), name);
  }

  void report(String member, Health health) {
    pool.report(member(member), health, health == Health.DOWN ? "connection refused" : "passed");
  }

  void down(String member) {
    report(member, Health.DOWN);
  }

  void up(String member) {
    report(member, Health.UP);
  }

  void degraded(String member) {
    report(member, Health.DEGRADED);
  }

  void after(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  Decision decide() {
    return pool.decide(null, 0);
  }

  /** The name of the member for a new session, or what kept it from one. */
  String next() {
    return text(decide());
  }

  String next(@Nullable String pinned) {
    return text(pool.decide(pinned == null ? null : member(pinned), 0));
  }

  static String text(Decision decision) {
    return switch (decision) {
      case Decision.Chosen chosen -> chosen.member().name();
      case Decision.Wait _ -> "wait";
      case Decision.Refused _ -> "refused";
    };
  }

  Map<String, Integer> count(int decisions) {
    var counts = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < decisions; i++) {
      counts.merge(next(), 1, Integer::sum);
    }
    return counts;
  }
}
