package org.sallyport.app.node;

import java.time.InstantSource;
import java.util.List;
import org.sallyport.app.node.RoleKind.Opening;
import org.sallyport.app.node.RoleKind.Surroundings;
import org.sallyport.gateway.Gateway;
import org.sallyport.gateway.admin.GatewayPart;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.web.admin.AdminPart;

/** The gateway as a role of a node. */
public final class GatewayRole implements Role<GatewaySettings> {
  private final Gateway gateway;
  private final GatewayPart part;

  private GatewayRole(Gateway gateway) {
    this.gateway = gateway;
    this.part = new GatewayPart(gateway::view, gateway::metrics);
  }

  static Opening<GatewaySettings> open(GatewaySettings section, Surroundings node) {
    return switch (Gateway.open(node.name(), section, InstantSource.system())) {
      case Gateway.Opening.Running(var gateway) -> new Opening.Running<>(new GatewayRole(gateway));
      case Gateway.Opening.Refused(var problems) -> new Opening.Refused<>(problems);
    };
  }

  /** What answers RADIUS clients. */
  public Gateway gateway() {
    return gateway;
  }

  @Override
  public List<String> apply(GatewaySettings wanted) {
    return gateway.apply(wanted);
  }

  @Override
  public List<String> needRestart(GatewaySettings before, GatewaySettings after) {
    return before.clusterKey().equals(after.clusterKey())
        ? List.of()
        : List.of("gateway.cluster-key");
  }

  @Override
  public AdminPart admin() {
    return part;
  }

  @Override
  public void drain() {
    gateway.drain();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
