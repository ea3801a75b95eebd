package org.sallyport.gateway.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.config.Checked.Findings;
import org.sallyport.gateway.continuity.ContinuityChoice;
import org.sallyport.gateway.continuity.ContinuitySettings;

/** What must hold between the sections of one gateway. */
final class GatewayRules {
  private GatewayRules() {}

  static void check(GatewaySettings gateway, Findings findings) {
    SecretRules.cluster(gateway.clusterKey(), "cluster-key", findings);
    NameRules.check(
        "servers.", gateway.servers(), "a gateway needs at least one validation server", findings);
    listeners(gateway, findings);
    gateway.servers().forEach((name, server) -> server(gateway, name, server, findings));
  }

  private static void server(
      GatewaySettings gateway, String name, ServerSettings server, Findings findings) {
    var path = "servers." + name + ".";
    for (int i = 0; i < server.stores().size(); i++) {
      var store = server.stores().get(i);
      if (!gateway.userStores().containsKey(store)) {
        findings.problem(
            path + "stores[" + i + "]",
            "'" + store + "' does not stand in user-stores" + known(gateway.userStores().keySet()));
      }
      if (server.stores().indexOf(store) < i) {
        findings.problem(path + "stores[" + i + "]", store + " stands twice");
      }
    }
    if (gateway.authority().isEmpty()) {
      asking(server)
          .ifPresent(
              who ->
                  findings.problem(
                      path + who,
                      "asks for a second factor, but the section authority is missing"));
    }
    attributes(gateway, path, server, findings);
    packages(gateway, path, server, findings);
  }

  /** What {@code verified} verifies by has to be fetched. */
  private static void packages(
      GatewaySettings gateway, String path, ServerSettings server, Findings findings) {
    if (gateway.continuity().packages().isPresent()
        || gateway.continuity().mode() == ContinuitySettings.Mode.OFF) {
      return;
    }
    server
        .clients()
        .forEach(
            (name, client) -> {
              if (client.continuity() == ContinuityChoice.VERIFIED) {
                findings.problem(
                    path + "clients." + name + ".continuity",
                    "verified needs packages of codes; add continuity.packages");
              }
            });
  }

  private static String known(Set<String> names) {
    return names.isEmpty() ? ", which is empty" : ", expected one of " + String.join(", ", names);
  }

  /** The key by which the server or one of its clients asks the authority. */
  private static Optional<String> asking(ServerSettings server) {
    if (server.mode() != Mode.PASSWORD) {
      return Optional.of("mode");
    }
    return server.clients().entrySet().stream()
        .filter(client -> client.getValue().mode().orElse(Mode.PASSWORD) != Mode.PASSWORD)
        .map(client -> "clients." + client.getKey() + ".mode")
        .findFirst();
  }

  /** What a reply takes from the directory has to be fetched by the stores of the server. */
  private static void attributes(
      GatewaySettings gateway, String path, ServerSettings server, Findings findings) {
    for (int i = 0; i < server.reply().size(); i++) {
      var reply = server.reply().get(i);
      var at = path + "reply[" + i + "]";
      boolean nothingFetched = server.stores().isEmpty() && server.delegate().isEmpty();
      if (nothingFetched && (reply.from().isPresent() || reply.group().isPresent())) {
        findings.problem(at, "nobody is looked up in a directory; add stores");
      }
      if (server.delegate().isPresent() && reply.group().isPresent()) {
        findings.problem(at + ".group", "a delegate names no groups; use from, or stores");
      }
      for (var name : Set.copyOf(server.stores())) {
        var store = gateway.userStores().get(name);
        if (store == null) {
          continue;
        }
        var from =
            reply.from().filter(f -> store.attributes().stream().noneMatch(f::equalsIgnoreCase));
        from.ifPresent(
            f ->
                findings.problem(
                    at + ".from", "the store " + name + " does not fetch " + f + "; add it there"));
        if (reply.group().isPresent() && store.groups().isEmpty()) {
          findings.problem(
              at + ".group", "the store " + name + " fetches no groups; add groups there");
        }
      }
    }
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
