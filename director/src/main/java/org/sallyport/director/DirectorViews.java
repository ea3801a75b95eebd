package org.sallyport.director;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.admin.LatencyView;
import org.sallyport.director.admin.MemberView;
import org.sallyport.director.admin.PoolView;
import org.sallyport.director.admin.Readiness;
import org.sallyport.director.admin.ServiceView;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.Service;
import org.sallyport.director.service.ServiceCounters;
import org.sallyport.director.settings.PoolSettings.Policy;
import org.sallyport.director.settings.ServiceSettings.Protocol;
import org.sallyport.kernel.HostPort;

/** Copies what administrators see of a director out of its parts. */
final class DirectorViews {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Director director;

  DirectorViews(Director director) {
    this.director = director;
  }

  List<ServiceView> services() {
    return director.services().stream().map(this::service).toList();
  }

  private ServiceView service(Service service) {
    var settings = service.settings();
    var counters = service.counters();
    return new ServiceView(
        service.name(),
        director.addresses(service.name()).stream()
            .map(at -> settings.protocol() == Protocol.RADIUS ? text(at) + "/udp" : text(at))
            .toList(),
        settings.protocol(),
        settings.tls(),
        service.pool().name(),
        counters.active(),
        counters.connections(),
        refused(counters),
        counters.bytesIn(),
        counters.bytesOut(),
        requests(counters),
        latency(service.pool().members()),
        rules(service));
  }

  private static String text(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
  }

  private static Map<String, Long> refused(ServiceCounters counters) {
    var refused = new LinkedHashMap<String, Long>();
    for (var reason : Refusal.values()) {
      long count = counters.turnedAway(reason);
      if (count > 0) {
        refused.put(reason.label(), count);
      }
    }
    return refused;
  }

  private static Map<String, Long> requests(ServiceCounters counters) {
    var requests = new LinkedHashMap<String, Long>();
    for (int digit = 1; digit <= 5; digit++) {
      requests.put(digit + "xx", counters.answeredWith(digit));
    }
    return requests;
  }

  private static List<ServiceView.Rule> rules(Service service) {
    return service.filter().counts().stream()
        .map(
            rule -> new ServiceView.Rule(rule.rule(), rule.action(), rule.dryRun(), rule.matches()))
        .toList();
  }

  List<PoolView> pools() {
    return director.pools().pools().stream().map(this::pool).toList();
  }

  private PoolView pool(Pool pool) {
    var settings = pool.settings();
    var incumbent = settings.policy() == Policy.FAILOVER ? pool.incumbent() : null;
    return new PoolView(
        pool.name(),
        settings.kind(),
        settings.policy(),
        settings.failBack(),
        Optional.ofNullable(incumbent).map(Member::name),
        pool.sharedCause(),
        pool.members().stream().map(member -> member(settings.policy(), member)).toList());
  }

  private MemberView member(Policy policy, Member member) {
    var status = member.status();
    boolean weighs = policy == Policy.RATIO || policy == Policy.LEAST_CONNECTIONS;
    return new MemberView(
        member.name(),
        member.settings().address().toString(),
        status.health(),
        status.admin(),
        status.since(),
        status.cause(),
        weighs ? Optional.of(member.weight()) : Optional.empty(),
        member.traffic().openConnections(),
        member.traffic().openRequests(),
        member.traffic().totals(),
        latency(List.of(member)));
  }

  private LatencyView latency(Collection<Member> members) {
    var lately = director.latency().of(members);
    return new LatencyView(millis(lately.percentile(0.5)), millis(lately.percentile(0.99)));
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }

  Readiness readiness() {
    var missing = new ArrayList<String>();
    if (director.settings().isEmpty()) {
      missing.add("no configuration is in force yet");
    }
    for (var service : director.services()) {
      if (director.addresses(service.name()).size() < service.settings().listen().size()) {
        missing.add("service " + service.name() + " does not listen");
      }
    }
    for (var pool : director.pools().pools()) {
      if (pool.members().stream().allMatch(DirectorViews::unchecked)) {
        missing.add("no member of pool " + pool.name() + " has been checked yet");
      }
    }
    return new Readiness(missing);
  }

  private static boolean unchecked(Member member) {
    return member.status().health() == Health.UNCHECKED;
  }
}
