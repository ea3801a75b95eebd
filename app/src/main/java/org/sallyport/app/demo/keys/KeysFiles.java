package org.sallyport.app.demo.keys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sallyport.app.admin.AdminAddress;
import org.sallyport.client.link.Server;
import org.sallyport.client.link.Stamp;
import org.sallyport.config.SecretSource;
import org.sallyport.pki.PkiDirectory;
import org.sallyport.pki.PkiDirectory.Existing;
import org.sallyport.pki.PkiDirectory.Outcome;
import org.sallyport.pki.Request;

/** The files and ports of the part with keys. */
final class KeysFiles {
  private static final String NAME = "encryption.demo.example";

  private final Path folder;
  private final Path trust;
  private final int servicePort;
  private final List<Integer> ports;
  private final List<Integer> adminPorts;

  private KeysFiles(
      Path folder, Path trust, int servicePort, List<Integer> ports, List<Integer> adminPorts) {
    this.folder = folder;
    this.trust = trust;
    this.servicePort = servicePort;
    this.ports = ports;
    this.adminPorts = adminPorts;
  }

  /**
   * Issues the certificate and chooses the ports.
   *
   * @param above the demo's folder, with the certificate authority in {@code pki}
   */
  static KeysFiles create(Path above) throws IOException {
    var folder = Files.createDirectory(above.resolve("keys"));
    var pki = above.resolve("pki");
    var issuer = PkiDirectory.load(pki, Clock.systemUTC());
    switch (issuer.issue(Request.server(NAME, "localhost"), Existing.KEEP)) {
      case Outcome.Written _ -> {
        // It is where the files below say.
      }
      case Outcome.Refused(String reason) -> throw new IllegalStateException(reason);
    }
    var ignition = new byte[24];
    new SecureRandom().nextBytes(ignition);
    Files.writeString(folder.resolve("ignition.key"), HexFormat.of().formatHex(ignition));
    return new KeysFiles(
        folder,
        pki.resolve("trust.pem"),
        freePort(),
        List.of(freePort(), freePort()),
        List.of(freePort(), freePort()));
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** The files of both encryption servers, written. */
  List<Path> servers() throws IOException {
    var files =
        Stream.of(1, 2).map(number -> folder.resolve("encryption" + number + ".yaml")).toList();
    for (int i = 0; i < files.size(); i++) {
      Files.writeString(files.get(i), server(i));
    }
    return files;
  }

  private String server(int index) {
    return """
    node: encryption%1$d
    admin: { listen: 127.0.0.1:%2$d }
    encryption:
      listen: 127.0.0.1:%3$d
      certificates: [{ chain: ../pki/%4$s.pem, key: file:../pki/%4$s.key }]
      organisation: Demo
      domains: [demo.example]
      store: { path: encryption.db }
      ignition: file:ignition.key
      drain-time: 0s
    """
        .formatted(index + 1, adminPorts.get(index), ports.get(index), NAME);
  }

  /** The director's file, written. */
  Path director() throws IOException {
    return Files.writeString(
        folder.resolve("keys-director.yaml"),
        """
        node: keys-director
        admin: { listen: 127.0.0.1:0 }
        director:
          state: director-state
          drain-time: 200ms
          services:
            %1$s: { listen: 127.0.0.1:%2$d, tls: passthrough, pool: encryption }
          pools:
            encryption:
              kind: stateless
              policy: failover
              fail-back: new-sessions
              steady-time: 1s
              damping: { changes: 0 }
              health: [{ check: https, path: /v1/health, every: 500ms, timeout: 500ms, fall: 5, trust: ../pki/trust.pem, name: %1$s }]
              members:
                encryption1: { address: 127.0.0.1:%3$d }
                encryption2: { address: 127.0.0.1:%4$d }
        """
            .formatted(NAME, servicePort, ports.get(0), ports.get(1)));
  }

  /** What the client's bundle would say: the director's name, and whose certificates count. */
  Stamp stamp() throws IOException {
    return new Stamp(
        List.of(new Server("localhost", servicePort)),
        "Demo",
        Optional.empty(),
        Optional.of(Files.readString(trust)));
  }

  /** Where administrators reach the servers. */
  List<AdminAddress> admins() {
    return IntStream.range(0, adminPorts.size()).mapToObj(this::admin).toList();
  }

  private AdminAddress admin(int index) {
    var token = folder.resolve("data").resolve("encryption" + (index + 1)).resolve("admin-token");
    return new AdminAddress(
        URI.create("http://127.0.0.1:" + adminPorts.get(index)),
        new SecretSource.File(token),
        Optional.empty());
  }

  /** Where the client keeps its state. */
  Path clientState() {
    return folder.resolve("ada");
  }

  /** Another machine's. */
  Path strangerState() {
    return folder.resolve("stranger");
  }
}
