package org.sallyport.director.admin;

import java.time.Instant;
import java.util.List;

/**
 * A director at one moment.
 *
 * @param node the name that its file gives it
 * @param services in the order of the file
 * @param pools in the order of the file
 */
public record DirectorView(
    String node,
    String version,
    Instant started,
    long uptimeSeconds,
    List<ServiceView> services,
    List<PoolView> pools) {
  public DirectorView {
    services = List.copyOf(services);
    pools = List.copyOf(pools);
  }
}
