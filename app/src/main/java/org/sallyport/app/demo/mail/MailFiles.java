package org.sallyport.app.demo.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sallyport.app.admin.AdminAddress;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.pki.PkiDirectory;
import org.sallyport.pki.PkiDirectory.Existing;
import org.sallyport.pki.PkiDirectory.Outcome;
import org.sallyport.pki.Request;

/** The files and ports of the part with mail. */
final class MailFiles {
  private static final String NAME = "gateways.demo.example";
  private static final int SERVERS = 2;

  private final Path folder;
  private final List<Server> servers;
  private final int servicePort;
  private final int directorAdminPort;
  private final int worldPort;
  private final int webPort;

  /**
   * The ports of one encryption server: for clients, for mail, for browsers, for administrators.
   */
  private record Server(int clients, int mail, int web, int admin) {}

  private MailFiles(Path folder, List<Server> servers, List<Integer> ports) {
    this.folder = folder;
    this.servers = List.copyOf(servers);
    this.servicePort = ports.get(0);
    this.directorAdminPort = ports.get(1);
    this.worldPort = ports.get(2);
    this.webPort = ports.get(3);
  }

  /**
   * Issues the certificate and chooses the ports.
   *
   * @param above the demo's folder, with a certificate authority in {@code pki}
   */
  static MailFiles create(Path above) throws IOException {
    var folder = Files.createDirectory(above.resolve("mail"));
    var issuer = PkiDirectory.load(above.resolve("pki"), Clock.systemUTC());
    switch (issuer.issue(Request.server(NAME, "localhost"), Existing.KEEP)) {
      case Outcome.Written _ -> {
        // It is where the files below say.
      }
      case Outcome.Refused(String reason) -> throw new IllegalStateException(reason);
    }
    var ignition = new byte[24];
    new SecureRandom().nextBytes(ignition);
    Files.writeString(folder.resolve("ignition.key"), HexFormat.of().formatHex(ignition));
    var servers = new ArrayList<Server>();
    for (int i = 0; i < SERVERS; i++) {
      servers.add(new Server(freePort(), freePort(), freePort(), freePort()));
    }
    return new MailFiles(folder, servers, List.of(freePort(), freePort(), freePort(), freePort()));
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** For what is opened. */
  Path folder() {
    return folder;
  }

  /** The files of the encryption servers, written. */
  List<Path> servers() throws IOException {
    var files = new ArrayList<Path>();
    for (int i = 0; i < SERVERS; i++) {
      files.add(Files.writeString(folder.resolve("gateway" + (i + 1) + ".yaml"), server(i)));
    }
    return files;
  }

  private String server(int index) {
    var ports = servers.get(index);
    return """
    node: gateway%1$d
    admin: { listen: 127.0.0.1:%2$d }
    encryption:
      listen: 127.0.0.1:%3$d
      certificates: [{ chain: ../pki/%6$s.pem, key: file:../pki/%6$s.key }]
      organisation: Demo
      domains: [demo.example]
      store: { path: gateways.db }
      ignition: file:ignition.key
      drain-time: 0s
      mail-gateway:
        name: gateway%1$d.demo.example
        spool: spool%1$d
        listeners:
          outbound: { listen: 127.0.0.1:%4$d, direction: outbound, proxy-protocol-from: [127.0.0.0/8] }
        next-hops:
          inside: { to: [127.0.0.1:%5$d], tls: off }
          outside: { to: [127.0.0.1:%5$d], tls: off }
      web-mail:
        listen: 127.0.0.1:%7$d
        certificates: [{ chain: ../pki/%6$s.pem, key: file:../pki/%6$s.key }]
        url: https://localhost:%8$d
        from: web-mail@demo.example
        spool: web-spool%1$d
    """
        .formatted(
            index + 1,
            ports.admin(),
            ports.clients(),
            ports.mail(),
            worldPort,
            NAME,
            ports.web(),
            webPort);
  }

  /** The director's file, written. */
  Path director() throws IOException {
    return Files.writeString(
        folder.resolve("mail-director.yaml"),
        """
        node: mail-director
        admin: { listen: 127.0.0.1:%1$d }
        director:
          state: director-state
          drain-time: 200ms
          services:
            mail.demo.example: { listen: 127.0.0.1:%2$d, protocol: smtp, pool: gateways }
            web.demo.example: { listen: 127.0.0.1:%5$d, tls: passthrough, pool: web }
          pools:
            web:
              kind: stateless
              policy: failover
              steady-time: 1s
              damping: { changes: 0 }
              health: [{ check: tls, every: 500ms, timeout: 500ms, fall: 5, trust: ../pki/trust.pem, name: %8$s }]
              members:
                gateway1: { address: 127.0.0.1:%6$d }
                gateway2: { address: 127.0.0.1:%7$d }
            gateways:
              kind: stateless
              policy: failover
              steady-time: 1s
              damping: { changes: 0 }
              health: [{ check: smtp, every: 1s, timeout: 1s, if-next-hop-down: degrade }]
              members:
                gateway1: { address: 127.0.0.1:%3$d, proxy-protocol: v2 }
                gateway2: { address: 127.0.0.1:%4$d, proxy-protocol: v2 }
        """
            .formatted(
                directorAdminPort,
                servicePort,
                servers.get(0).mail(),
                servers.get(1).mail(),
                webPort,
                servers.get(0).web(),
                servers.get(1).web(),
                NAME));
  }

  /** Where our people's mail goes. */
  HostPort service() {
    return new HostPort("127.0.0.1", servicePort);
  }

  /** Whom browsers trust. */
  Path trust() {
    return folder.resolveSibling("pki").resolve("trust.pem");
  }

  /** What links to web mail begin with. */
  String webMail() {
    return "https://localhost:" + webPort + "/";
  }

  /** Where the world is. */
  int worldPort() {
    return worldPort;
  }

  /** Where administrators reach the servers. */
  List<AdminAddress> admins() {
    return IntStream.range(0, SERVERS)
        .mapToObj(i -> admin(servers.get(i).admin(), "data/gateway" + (i + 1)))
        .toList();
  }

  /** Where they reach the director. */
  AdminAddress directorAdmin() {
    return admin(directorAdminPort, "director-state");
  }

  private AdminAddress admin(int port, String state) {
    return new AdminAddress(
        URI.create("http://127.0.0.1:" + port),
        new SecretSource.File(folder.resolve(state).resolve("admin-token")),
        Optional.empty());
  }
}
