package org.sallyport.director.reception;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.ServiceSettings;
import org.sallyport.director.settings.ServiceSettings.NameRule;
import org.sallyport.director.settings.ServiceSettings.TlsMode;
import org.sallyport.kernel.IpPrefix;

/** Which service takes which server name on one listening address. Immutable. */
public final class Directory {
  /** Where a service does not limit addresses, silence from one takes no more than a quarter. */
  private static final int SHARE = 4;

  private final List<Service> services;
  private final List<IpPrefix> believed;
  private final Map<String, Service> exact = new HashMap<>();
  private final Map<String, Service> wildcard = new HashMap<>();
  private final @Nullable Service withoutName;
  private final @Nullable Service unknownName;
  private final int limit;
  private final int limitByAddress;

  /** A directory of services that share an address: at least one. */
  public Directory(List<Service> services) {
    this.services = List.copyOf(services);
    this.believed =
        services.stream().flatMap(s -> s.settings().proxyProtocolFrom().stream()).toList();
    boolean alone = services.size() == 1;
    Service anonymous = null;
    Service unknown = null;
    int connections = 0;
    int byAddress = 0;
    boolean unlimited = false;
    for (var service : services) {
      var settings = service.settings();
      names(service).forEach(name -> enter(name, service));
      if (accepts(settings.withoutName().orElse(null), alone)) {
        anonymous = service;
      }
      if (accepts(settings.unknownName().orElse(null), alone)) {
        unknown = service;
      }
      connections = Math.max(connections, settings.limits().connections());
      byAddress = Math.max(byAddress, settings.limits().connectionsPerAddress());
      unlimited |= settings.limits().connectionsPerAddress() == 0;
    }
    this.withoutName = anonymous;
    this.unknownName = unknown;
    this.limit = connections;
    this.limitByAddress =
        unlimited ? Math.max(byAddress, Math.ceilDiv(connections, SHARE)) : byAddress;
  }

  private static boolean accepts(@Nullable NameRule rule, boolean alone) {
    return rule == null ? alone : rule == NameRule.ACCEPT;
  }

  private static List<String> names(Service service) {
    var names = service.settings().names();
    return names.isEmpty() ? List.of(service.name()) : names;
  }

  private void enter(String name, Service service) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("*.")) {
      wildcard.put(lower.substring(2), service);
    } else {
      exact.put(lower, service);
    }
  }

  /** Whether a PROXY protocol header is required of that source. */
  boolean believes(InetAddress source) {
    for (var prefix : believed) {
      if (prefix.contains(source)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a ClientHello is read to find the service, or to decrypt. */
  boolean readsNames() {
    return only().settings().tls() != TlsMode.NONE;
  }

  /** The service that takes that name, or null. An exact name beats a wildcard. */
  @Nullable Service named(String name) {
    var service = owner(name);
    return service == null ? unknownName : service;
  }

  private @Nullable Service owner(String name) {
    var service = exact.get(name);
    if (service == null) {
      int dot = name.indexOf('.');
      service = dot < 0 ? null : wildcard.get(name.substring(dot + 1));
    }
    return service;
  }

  /** Whether a name in lower case is another service's than that; null where it is alone. */
  @Nullable Predicate<String> elsewhere(Service here) {
    if (services.size() == 1) {
      return null;
    }
    return name -> {
      var owner = owner(name);
      return owner != null && owner != here;
    };
  }

  /** The service that takes clients who name nobody, or null. */
  @Nullable Service withoutName() {
    return withoutName;
  }

  /**
   * The service where it is alone; else the first, on which what comes before a name is counted.
   */
  Service only() {
    return services.getFirst();
  }

  /** How many connections may be without a service at a time. */
  int limit() {
    return limit;
  }

  /** How many of them may come from one address. */
  int limitByAddress() {
    return limitByAddress;
  }

  /** How long a client may take to say what it wants. */
  ServiceSettings patience() {
    return only().settings();
  }
}
