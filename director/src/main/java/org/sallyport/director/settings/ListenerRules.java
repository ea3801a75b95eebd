package org.sallyport.director.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.config.Checked.Findings;
import org.sallyport.director.settings.ServiceSettings.NameRule;

/** What must hold between services that share a listener: server names must tell them apart. */
final class ListenerRules {
  private ListenerRules() {}

  /** A service and where it says that it listens on the address in question. */
  private record Sharer(String name, ServiceSettings service, String listenPath) {
    String path(String key) {
      return "services." + name + "." + key;
    }
  }

  static void check(DirectorSettings director, Findings findings) {
    var listeners = new LinkedHashMap<ListenAddress, List<Sharer>>();
    director
        .services()
        .forEach(
            (name, service) -> {
              for (int i = 0; i < service.listen().size(); i++) {
                var sharer = new Sharer(name, service, "services." + name + ".listen[" + i + "]");
                listeners
                    .computeIfAbsent(service.listen().get(i), _ -> new ArrayList<>())
                    .add(sharer);
              }
            });
    listeners.forEach((address, sharers) -> listener(address, sharers, findings));
  }

  private static void listener(ListenAddress address, List<Sharer> sharers, Findings findings) {
    long services = sharers.stream().map(Sharer::name).distinct().count();
    if (address.address().port() == 0 || services < 2) {
      return;
    }
    var blind = sharers.stream().filter(s -> !s.service().looksAtNames()).toList();
    if (!blind.isEmpty()) {
      blind.forEach(sharer -> unshareable(address, sharer, sharers, findings));
      return;
    }
    disjoint(address, sharers, findings);
    onlyOne("without-name", ServiceSettings::withoutName, address, sharers, findings);
    onlyOne("unknown-name", ServiceSettings::unknownName, address, sharers, findings);
    sameSources(address, sharers, findings);
  }

  private static void unshareable(
      ListenAddress address, Sharer blind, List<Sharer> sharers, Findings findings) {
    var other = sharers.stream().filter(s -> !s.name().equals(blind.name())).findFirst();
    findings.problem(
        blind.listenPath(),
        address
            + " is also where "
            + other.map(Sharer::name).orElseThrow()
            + " listens; services share a port only when both look at server names, which needs"
            + " tls: passthrough, terminate or re-encrypt");
  }

  private static void disjoint(ListenAddress address, List<Sharer> sharers, Findings findings) {
    Map<String, Sharer> owners = new HashMap<>();
    for (var sharer : sharers) {
      for (var name : sharer.service().serverNames(sharer.name())) {
        var owner = owners.putIfAbsent(name, sharer);
        if (owner != null && !owner.name().equals(sharer.name())) {
          findings.problem(
              sharer.service().names().isEmpty() ? sharer.listenPath() : sharer.path("names"),
              "the server name " + name + " belongs to " + owner.name() + " on " + address);
        }
      }
    }
  }

  /** Reads one of the two rules about names. */
  @FunctionalInterface
  private interface Rule {
    Optional<NameRule> of(ServiceSettings service);
  }

  private static void onlyOne(
      String key, Rule rule, ListenAddress address, List<Sharer> sharers, Findings findings) {
    var accepting =
        sharers.stream()
            .filter(sharer -> rule.of(sharer.service()).equals(Optional.of(NameRule.ACCEPT)))
            .toList();
    accepting.stream()
        .skip(1)
        .forEach(
            sharer ->
                findings.problem(
                    sharer.path(key),
                    "accept is also what "
                        + accepting.getFirst().name()
                        + " says on "
                        + address
                        + "; expected it of one service"));
  }

  /** The PROXY protocol header comes before the name that the service is chosen by. */
  private static void sameSources(ListenAddress address, List<Sharer> sharers, Findings findings) {
    var first = sharers.getFirst();
    sharers.stream()
        .filter(s -> !s.service().proxyProtocolFrom().equals(first.service().proxyProtocolFrom()))
        .forEach(
            sharer ->
                findings.problem(
                    sharer.path("proxy-protocol-from"),
                    "differs from "
                        + first.name()
                        + ", which shares "
                        + address
                        + ": the header is read before the server name tells the services apart"));
  }
}
