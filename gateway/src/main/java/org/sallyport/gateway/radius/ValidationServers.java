package org.sallyport.gateway.radius;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.gateway.audit.AuditLog;
import org.sallyport.gateway.metrics.GatewayMetrics;
import org.sallyport.gateway.radius.Intake.Purpose;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Dictionary;

/**
 * All validation servers of a gateway. One thread at a time applies, drains and closes; any thread
 * may look.
 */
public final class ValidationServers implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final AuditLog audit;
  private final GatewayMetrics metrics;
  private final InstantSource clock;
  private final ClusterSecrets cluster;
  private volatile Map<String, ValidationServer> servers = Map.of();

  /**
   * No server yet.
   *
   * @param clusterKey shared by all gateways of the cluster, 16 octets or more
   */
  public ValidationServers(
      Secret clusterKey, AuditLog audit, GatewayMetrics metrics, InstantSource clock) {
    this.audit = audit;
    this.metrics = metrics;
    this.clock = clock;
    cluster = ClusterSecrets.of(clusterKey, clock);
  }

  /**
   * Serves as the settings say. Requests in hand end under the former ones; ports that stay are not
   * closed in between, so that no request is lost.
   *
   * @return what is wrong, a sentence each; empty when the settings are in force, else nothing has
   *     changed
   */
  public List<String> apply(GatewaySettings settings, Dictionary dictionary, Backing backing) {
    var planning = new ServerPlans(backing, dictionary);
    var plans = planning.plans(settings);
    return planning.problems().isEmpty() ? serve(plans) : planning.problems();
  }

  private List<String> serve(List<ServerPlan> plans) {
    var wanted = new LinkedHashMap<String, ValidationServer>();
    var prepared = new ArrayList<ValidationServer.Prepared>();
    for (var plan : plans) {
      var server = Optional.ofNullable(servers.get(plan.name())).orElseGet(() -> server(plan));
      wanted.put(plan.name(), server);
      try {
        prepared.add(server.prepare(plan));
      } catch (IOException e) {
        prepared.forEach(ValidationServer.Prepared::abandon);
        return List.of(
            "gateway.servers."
                + plan.name()
                + ": cannot listen on "
                + plan.settings().listen()
                + plan.settings().accounting().map(a -> " or " + a).orElse("")
                + ": "
                + e.getMessage());
      }
    }
    var former = servers;
    prepared.forEach(ValidationServer.Prepared::commit);
    servers = wanted;
    shown(former, wanted);
    return List.of();
  }

  private ValidationServer server(ServerPlan plan) {
    return new ValidationServer(
        new Reception(
            plan,
            new AccessRequests(cluster, audit, metrics, clock),
            new AccountingRequests(metrics),
            metrics,
            clock));
  }

  private void shown(Map<String, ValidationServer> former, Map<String, ValidationServer> wanted) {
    var gone = new HashSet<>(former.keySet());
    gone.removeAll(wanted.keySet());
    gone.forEach(
        name -> {
          Optional.ofNullable(former.get(name)).ifPresent(ValidationServer::close);
          metrics.forget(name);
        });
    wanted.forEach(
        (name, server) -> {
          if (!former.containsKey(name)) {
            metrics.inHand(name, server::inHand);
          }
        });
  }

  /** All servers at this moment, in the order of the file. */
  public List<ServerView> views() {
    return servers.values().stream().map(ValidationServer::view).toList();
  }

  /** Where a server takes Access-Requests. */
  public Optional<InetSocketAddress> authentication(String server) {
    return Optional.ofNullable(servers.get(server))
        .flatMap(found -> found.address(Purpose.AUTHENTICATION));
  }

  /** Where a server takes Accounting-Requests. */
  public Optional<InetSocketAddress> accounting(String server) {
    return Optional.ofNullable(servers.get(server))
        .flatMap(found -> found.address(Purpose.ACCOUNTING));
  }

  /** Takes nothing new, and waits until what is in hand is decided, or no longer than that. */
  public void drain(Duration longest) {
    servers.values().forEach(ValidationServer::drain);
    long until = System.nanoTime() + longest.toNanos();
    try {
      while (inHand() > 0 && System.nanoTime() - until < 0) {
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int inHand() {
    return servers.values().stream().mapToInt(ValidationServer::inHand).sum();
  }

  @Override
  public void close() {
    servers.values().forEach(ValidationServer::close);
    servers = Map.of();
  }
}
