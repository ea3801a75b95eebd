package org.sallyport.gateway.settings;

import java.util.HashMap;
import java.util.Map;
import org.sallyport.config.Checked.Findings;

/** What must hold between the sections of one gateway. */
final class GatewayRules {
  private GatewayRules() {}

  static void check(GatewaySettings gateway, Findings findings) {
    NameRules.check(
        "servers.", gateway.servers(), "a gateway needs at least one validation server", findings);
    listeners(gateway, findings);
  }

  private static void listeners(GatewaySettings gateway, Findings findings) {
    Map<UdpAddress, String> owners = new HashMap<>();
    gateway
        .servers()
        .forEach(
            (name, server) -> {
              claim(owners, server.listen(), "servers." + name + ".listen", findings);
              server
                  .accounting()
                  .ifPresent(a -> claim(owners, a, "servers." + name + ".accounting", findings));
            });
  }

  private static void claim(
      Map<UdpAddress, String> owners, UdpAddress address, String path, Findings findings) {
    if (address.address().port() == 0) {
      return;
    }
    var owner = owners.putIfAbsent(address, path);
    if (owner != null
        && !owner
            .substring(0, owner.lastIndexOf('.'))
            .equals(path.substring(0, path.lastIndexOf('.')))) {
      findings.problem(path, address + " is also " + owner + "; a server needs a port of its own");
    }
  }
}
