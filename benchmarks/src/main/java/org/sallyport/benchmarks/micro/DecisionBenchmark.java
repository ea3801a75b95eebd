package org.sallyport.benchmarks.micro;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sallyport.director.pool.Decision;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.PassiveSettings;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Kind;
import org.sallyport.director.settings.PoolSettings.Policy;
import org.sallyport.kernel.HostPort;

/** The choice of a member among eight healthy ones, for a new session and for a pinned one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {
  private static final int MEMBERS = 8;

  /** The pool's policy. */
  @Param public Policy policy = Policy.FAILOVER;

  private Pool pool = pool(policy);
  private Member pinned = pool.members().getLast();

  /** Makes the pool once JMH has set the policy. */
  @Setup
  public void makePool() {
    pool = pool(policy);
    pinned = pool.members().getLast();
    pool.members().forEach(member -> pool.report(member, Health.UP, "passed"));
  }

  /** A client that was not seen before. */
  @Benchmark
  public Decision newSession() {
    return pool.decide(null, 0);
  }

  /** A client with an entry in the persistence table. */
  @Benchmark
  public Decision pinnedSession() {
    return pool.decide(pinned, 0);
  }

  private static Pool pool(Policy policy) {
    var members = new LinkedHashMap<String, MemberSettings>();
    for (var i = 1; i <= MEMBERS; i++) {
      var weighted = policy == Policy.RATIO || policy == Policy.LEAST_CONNECTIONS;
      members.put(
          "m" + i,
          new MemberSettings(
              HostPort.parse("10.0.0." + i + ":443"),
              weighted ? Optional.of(i) : Optional.empty(),
              MemberSettings.ProxyProtocol.NONE,
              Optional.empty(),
              MemberSettings.Initial.READY));
    }
    var set = new PoolSet(InstantSource.system(), Map.of());
    set.apply(
        Map.of(
            "pool",
            new PoolSettings(
                Kind.STATELESS,
                policy,
                FailBack.NEW_SESSIONS,
                Duration.ofSeconds(30),
                members,
                List.of(),
                new PassiveSettings(3, Duration.ofSeconds(10)),
                new DampingSettings(0, Duration.ofMinutes(5), Duration.ofMinutes(1)))));
    return Objects.requireNonNull(set.pool("pool"));
  }
}
