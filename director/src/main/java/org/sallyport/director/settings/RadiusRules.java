package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.PoolSettings.Kind;
import org.sallyport.director.settings.ServiceSettings.Protocol;
import org.sallyport.director.settings.ServiceSettings.TlsMode;

/** What must hold for services that carry RADIUS, and for those that do not (D9). */
final class RadiusRules {
  private RadiusRules() {}

  /** What one service says. */
  static void check(ServiceSettings service, Findings findings) {
    boolean radius = service.protocol() == Protocol.RADIUS;
    for (int i = 0; i < service.listen().size(); i++) {
      listen(radius, service.listen().get(i), "listen[" + i + "]", findings);
    }
    if (radius) {
      unfit(service, findings);
    } else if (!service.radius().equals(RadiusSettings.STANDARD)) {
      findings.problem("radius", "only read with protocol: radius; leave the key out");
    }
  }

  private static void listen(boolean radius, ListenAddress at, String path, Findings findings) {
    if (radius && !at.udp()) {
      findings.problem(
          path,
          at
              + " is a TCP port, and RADIUS comes in datagrams (RFC 2865 section 2.4); expected "
              + at
              + "/udp");
    }
    if (!radius && at.udp()) {
      findings.problem(
          path, "datagrams are balanced with protocol: radius alone; expected a TCP port");
    }
  }

  private static void unfit(ServiceSettings service, Findings findings) {
    if (service.tls() != TlsMode.NONE) {
      findings.problem("tls", "RADIUS over UDP is not encrypted by TLS; expected none");
    }
    if (service.persistence().by() != By.NONE) {
      findings.problem(
          "persistence.by",
          "RADIUS conversations are kept by State, Calling-Station-Id and User-Name; say how long"
              + " with radius.affinity, and leave persistence out");
    }
    if (!service.proxyProtocolFrom().isEmpty()) {
      findings.problem("proxy-protocol-from", "datagrams carry no PROXY protocol header here");
    }
  }

  /** What services that carry RADIUS need of their pools. */
  static void check(DirectorSettings director, Findings findings) {
    director
        .services()
        .forEach(
            (name, service) -> {
              var pool = director.pools().get(service.pool());
              if (pool != null && service.protocol() == Protocol.RADIUS) {
                pool("services." + name, service.pool(), pool, findings);
              }
            });
    director.pools().forEach((name, pool) -> members(director, name, pool, findings));
  }

  private static void pool(String path, String name, PoolSettings pool, Findings findings) {
    if (pool.kind() == Kind.STATEFUL) {
      findings.problem(
          path + ".pool",
          "the pool "
              + name
              + " is stateful; a RADIUS retransmission goes to another member when its own is"
              + " silent, so the members must be kind: stateless");
    }
    // A TCP connect to the member's own port, which is also what stands where nothing is said.
    boolean asked =
        pool.health().stream()
            .anyMatch(check -> check.check() == Check.RADIUS || check.port().isPresent());
    if (!asked) {
      findings.problem(
          path + ".pool",
          "no check of the pool "
              + name
              + " reaches a RADIUS port, which takes datagrams; say health: [{ check: radius,"
              + " secret: file:… }]");
    }
    pool.members()
        .forEach(
            (member, settings) -> {
              if (settings.proxyProtocol() != ProxyProtocol.NONE) {
                findings.problem(
                    "pools." + name + ".members." + member + ".proxy-protocol",
                    "the service "
                        + path.substring("services.".length())
                        + " sends datagrams, which carry no PROXY protocol header; expected none");
              }
            });
  }

  private static void members(
      DirectorSettings director, String name, PoolSettings pool, Findings findings) {
    boolean carried =
        director.services().values().stream()
            .anyMatch(s -> s.pool().equals(name) && s.protocol() == Protocol.RADIUS);
    pool.members()
        .forEach(
            (member, settings) -> {
              if (!carried && settings.accountingPort().isPresent()) {
                findings.problem(
                    "pools." + name + ".members." + member + ".accounting-port",
                    "only read by services with protocol: radius; leave the key out");
              }
              if (carried && settings.address().port() == 65_535) {
                missingAccounting(name, member, settings, findings);
              }
            });
  }

  private static void missingAccounting(
      String pool, String member, MemberSettings settings, Findings findings) {
    if (settings.accountingPort().isEmpty()) {
      findings.problem(
          "pools." + pool + ".members." + member + ".accounting-port",
          "missing: the port after 65535 does not exist");
    }
  }
}
