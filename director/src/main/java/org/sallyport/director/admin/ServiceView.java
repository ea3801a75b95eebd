package org.sallyport.director.admin;

import java.util.List;
import java.util.Map;
import org.sallyport.director.settings.FilterRule;
import org.sallyport.director.settings.ServiceSettings;

/**
 * A service at one moment.
 *
 * @param listeners the addresses on which clients reach it
 * @param connections open from clients now
 * @param connectionsTotal taken since start
 * @param refused connections and requests turned away since start, by reason, such as {@code
 *     no-member} or {@code rate-limit}
 * @param bytesIn from clients since start
 * @param bytesOut to clients since start
 * @param requests of HTTP since start, by class of status: {@code 1xx} to {@code 5xx}
 * @param filter its rules in order
 */
public record ServiceView(
    String name,
    List<String> listeners,
    ServiceSettings.Protocol protocol,
    ServiceSettings.TlsMode tls,
    String pool,
    long connections,
    long connectionsTotal,
    Map<String, Long> refused,
    long bytesIn,
    long bytesOut,
    Map<String, Long> requests,
    LatencyView latency,
    List<Rule> filter) {
  public ServiceView {
    listeners = List.copyOf(listeners);
    refused = Map.copyOf(refused);
    requests = Map.copyOf(requests);
    filter = List.copyOf(filter);
  }

  /** Requests of HTTP since start; where none is read, connections stand for them. */
  public long requestsTotal() {
    return protocol == ServiceSettings.Protocol.HTTP
        ? requests.values().stream().mapToLong(Long::longValue).sum()
        : connectionsTotal;
  }

  /**
   * A filter rule.
   *
   * @param matched how often it has decided, or would have where it is a dry run
   */
  public record Rule(String rule, FilterRule.Action action, boolean dryRun, long matched) {}
}
