package org.sallyport.director.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;

/**
 * The checks of all pools with their files read, so that a reload is refused before anything has
 * changed when one of them cannot be used. Made by {@link HealthMonitor#plan}.
 */
public final class HealthPlan {
  static final HealthPlan NOTHING = new HealthPlan(Map.of(), Map.of());

  private static final HealthCheckSettings CONNECT =
      new HealthCheckSettings(
          HealthCheckSettings.Check.TCP,
          Optional.empty(),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          2,
          2,
          "/",
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final Map<String, PoolSettings> pools;
  private final Map<CheckTls.Key, CheckTls> tls;

  private HealthPlan(Map<String, PoolSettings> pools, Map<CheckTls.Key, CheckTls> tls) {
    this.pools = Map.copyOf(pools);
    this.tls = tls;
  }

  /** Reads what the checks need, but for what {@code former} has read already. */
  static Loaded<HealthPlan> of(Map<String, PoolSettings> pools, HealthPlan former) {
    var plan = new HealthPlan(pools, new LinkedHashMap<>());
    var problems = new ArrayList<TlsProblem>();
    var warnings = new ArrayList<TlsProblem>();
    for (var pool : pools.values()) {
      for (var member : pool.members().values()) {
        for (var check : checks(pool)) {
          CheckTls.Key.of(check, member)
              .ifPresent(key -> plan.open(key, former, problems, warnings));
        }
      }
    }
    if (problems.isEmpty()) {
      return new Loaded.Ready<>(plan, warnings);
    }
    plan.discard(former);
    return new Loaded.Refused<>(problems);
  }

  private void open(
      CheckTls.Key key, HealthPlan former, List<TlsProblem> problems, List<TlsProblem> warnings) {
    if (tls.containsKey(key)) {
      return;
    }
    var known = former.tls.get(key);
    if (known != null) {
      tls.put(key, known);
      return;
    }
    switch (CheckTls.open(key)) {
      case Loaded.Refused<CheckTls>(var found) -> problems.addAll(found);
      case Loaded.Ready<CheckTls>(var ready, var found) -> {
        tls.put(key, ready);
        warnings.addAll(found);
      }
    }
  }

  /** Frees what this plan has and {@code kept} has not. */
  void discard(HealthPlan kept) {
    tls.forEach(
        (key, each) -> {
          if (!kept.tls.containsKey(key)) {
            each.close();
          }
        });
  }

  private static List<HealthCheckSettings> checks(PoolSettings pool) {
    return pool.health().isEmpty() ? List.of(CONNECT) : pool.health();
  }

  /** How a member of that pool is watched; empty when the plan does not know the pool. */
  Optional<WatchPlan> of(String pool, MemberSettings member) {
    return Optional.ofNullable(pools.get(pool)).map(settings -> watch(settings, member));
  }

  private WatchPlan watch(PoolSettings pool, MemberSettings member) {
    var checks =
        checks(pool).stream()
            .map(
                check ->
                    new PlannedCheck(
                        check, CheckTls.Key.of(check, member).map(tls::get).orElse(null)))
            .toList();
    return new WatchPlan(checks, pool.passive(), pool.damping(), member.proxyProtocol());
  }
}
