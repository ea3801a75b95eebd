package org.sallyport.director.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Locale;
import org.sallyport.director.health.CheckStatus;
import org.sallyport.director.health.HealthMonitor;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.pool.PoolSet;

/** What is measured of each pool and its members, labelled by their names. For one scrape. */
@SuppressWarnings("ReferenceEquality") // a pool's incumbent is one of its members
final class MemberFamilies {
  private final PoolSet pools;
  private final HealthMonitor monitor;

  private final Family sharedCause =
      Family.gauge("sallyport_pool_shared_cause", "1 where all are degraded and nobody is moved");
  private final Family health =
      Family.gauge("sallyport_member_health", "1 for the state the checks found, else 0");
  private final Family admin =
      Family.gauge("sallyport_member_admin", "1 for the state the administrator wants, else 0");
  private final Family incumbent =
      Family.gauge("sallyport_member_incumbent", "1 where new sessions of a failover pool go");
  private final Family connections =
      Family.counter("sallyport_member_connections", "Connections established to the member");
  private final Family openConnections =
      Family.gauge("sallyport_member_open_connections", "Connections open, idle ones included");
  private final Family requests =
      Family.counter("sallyport_member_requests", "Requests and relayed connections given to it");
  private final Family openRequests =
      Family.gauge("sallyport_member_open_requests", "Requests and relayed connections in hand");
  private final Family requestBytes =
      Family.counter("sallyport_member_request_bytes", "Bytes from clients to the member");
  private final Family responseBytes =
      Family.counter("sallyport_member_response_bytes", "Bytes from the member to clients");
  private final Family connectFailures =
      Family.counter("sallyport_member_connect_failures", "Connections refused or timed out");
  private final Family retries =
      Family.counter("sallyport_member_retries", "Requests that left for another member");
  private final LatencyFamily latency =
      new LatencyFamily(
          "sallyport_member_response_seconds", "From the request given to the answer begun");
  private final Family checkPassing =
      Family.gauge("sallyport_check_passing", "1 where the check lets the member serve, else 0");
  private final Family checkDegraded =
      Family.gauge("sallyport_check_degraded", "1 where it says that the member serves badly");
  private final Family checkSeconds =
      Family.gauge("sallyport_check_seconds", "How long the latest run of the check took");

  MemberFamilies(PoolSet pools, HealthMonitor monitor) {
    this.pools = pools;
    this.monitor = monitor;
  }

  void collect(List<MetricSnapshot> snapshots) {
    for (var pool : pools.pools()) {
      sharedCause.add(one(pool.sharedCause().isPresent()), "pool", pool.name());
      for (var member : pool.members()) {
        states(pool, member);
        traffic(pool.name(), member);
        checks(pool.name(), member);
      }
    }
    for (var family :
        List.of(
            sharedCause,
            health,
            admin,
            incumbent,
            connections,
            openConnections,
            requests,
            openRequests,
            requestBytes,
            responseBytes,
            connectFailures,
            retries,
            checkPassing,
            checkDegraded,
            checkSeconds)) {
      snapshots.add(family.snapshot());
    }
    snapshots.add(latency.snapshot());
  }

  private void states(Pool pool, Member member) {
    var status = member.status();
    for (var state : Health.values()) {
      health.add(one(status.health() == state), labels(pool.name(), member, state));
    }
    for (var state : Admin.values()) {
      admin.add(one(status.admin() == state), labels(pool.name(), member, state));
    }
    incumbent.add(one(pool.incumbent() == member), labels(pool.name(), member));
  }

  private void traffic(String pool, Member member) {
    var labels = labels(pool, member);
    var totals = member.traffic().totals();
    connections.add(totals.connections(), labels);
    openConnections.add(member.traffic().openConnections(), labels);
    requests.add(totals.requests(), labels);
    openRequests.add(member.traffic().openRequests(), labels);
    requestBytes.add(totals.bytesIn(), labels);
    responseBytes.add(totals.bytesOut(), labels);
    connectFailures.add(totals.connectFailures(), labels);
    retries.add(totals.retries(), labels);
    latency.add(member.latency().snapshot(), labels);
  }

  private void checks(String pool, Member member) {
    var checks = monitor.checks(member);
    for (int i = 0; i < checks.size(); i++) {
      check(pool, member, checks.get(i), Integer.toString(i));
    }
  }

  private void check(String pool, Member member, CheckStatus check, String index) {
    String[] labels = {
      "pool", pool, "member", member.name(), "check", check.name(), "index", index
    };
    checkPassing.add(
        one(check.state().equals("passing") || check.state().equals("degraded")), labels);
    checkDegraded.add(one(check.state().equals("degraded")), labels);
    check.last().ifPresent(run -> checkSeconds.add(run.took().toNanos() / 1e9, labels));
  }

  private static double one(boolean holds) {
    return holds ? 1 : 0;
  }

  private static String[] labels(String pool, Member member) {
    return new String[] {"pool", pool, "member", member.name()};
  }

  private static String[] labels(String pool, Member member, Enum<?> state) {
    var word = state.name().toLowerCase(Locale.ROOT);
    return new String[] {"pool", pool, "member", member.name(), "state", word};
  }
}
