package org.sallyport.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.sallyport.pki.PkiDirectory;
import org.sallyport.pki.PkiDirectory.Existing;
import org.sallyport.pki.PkiDirectory.Outcome;
import org.sallyport.pki.Request;

/** The demo's folder: certificates, the node's file and its state. Closing deletes it. */
final class DemoFiles implements AutoCloseable {
  static final String KEYS = "keys.demo.example";
  static final String PORTAL = "portal.demo.example";

  private final Path folder;
  private final Outcome.Written origin;
  private final Outcome.Written director;

  private DemoFiles(Path folder, Outcome.Written origin, Outcome.Written director) {
    this.folder = folder;
    this.origin = origin;
    this.director = director;
  }

  /** Makes the folder, an authority in it, and the certificates of the servers and the director. */
  static DemoFiles create() throws IOException {
    var folder = Files.createTempDirectory("sallyport-demo-");
    var pki = folder.resolve("pki");
    var clock = Clock.systemUTC();
    written(PkiDirectory.init(pki, "Sallyport demo", clock, Existing.KEEP));
    var authority = PkiDirectory.load(pki, clock);
    var origin = authority.issue(Request.server("origin", KEYS, PORTAL), Existing.KEEP);
    var director = authority.issue(Request.server(PORTAL), Existing.KEEP);
    return new DemoFiles(folder, written(origin), written(director));
  }

  private static Outcome.Written written(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Written written -> written;
      case Outcome.Refused(String reason) -> throw new IllegalStateException(reason);
    };
  }

  Path folder() {
    return folder;
  }

  Path trust() {
    return folder.resolve("pki").resolve("trust.pem");
  }

  Path originChain() {
    return origin.chain();
  }

  Path originKey() {
    return origin.key();
  }

  /** The certificate that the servers show. */
  byte[] originCertificate() {
    return Certificates.encoded(origin.issued().certificate());
  }

  /** The certificate that the director shows. */
  byte[] directorCertificate() {
    return Certificates.encoded(director.issued().certificate());
  }

  /** The file of the node. */
  Path nodeFile() {
    return folder.resolve("director.yaml");
  }

  /**
   * Writes the file of the node.
   *
   * @param servicePort where both services listen, told apart by the server name
   * @param steadySeconds how long a server must be back before anything returns to it
   */
  void writeNodeFile(
      int dashboardPort, int servicePort, List<OriginProcess> origins, int steadySeconds)
      throws IOException {
    var members = new StringBuilder();
    for (var one : origins) {
      members.append("\n        %s: { address: 127.0.0.1:%d }".formatted(one.name(), one.port()));
    }
    Files.writeString(
        nodeFile(),
        """
        node: demo
        admin: { listen: 127.0.0.1:%d }
        director:
          threads: 2
          state: state
          drain-time: 200ms
          services:
            keys.demo.example:
              listen: 127.0.0.1:%d
              tls: passthrough
              pool: keys
              persistence: { by: source-address, idle: 1h }
            portal.demo.example:
              listen: 127.0.0.1:%d
              protocol: http
              tls: re-encrypt
              certificates: [{ chain: pki/portal.demo.example.pem, key: file:pki/portal.demo.example.key }]
              member-tls: { trust: pki/trust.pem, name: portal.demo.example }
              pool: portal
              persistence: { by: cookie, mode: learn, name: ovidCookie, idle: 1h }
          pools:
            keys:
              kind: stateful
              policy: failover
              fail-back: all
              steady-time: %ds
              damping: { changes: 0 }                # whoever plays with kill -9 is not held down for it
              health: [{ check: https, path: /ready, every: 500ms, timeout: 500ms, fall: 5, trust: pki/trust.pem, name: keys.demo.example }]
              members:%s
            portal:
              kind: stateful
              policy: failover
              fail-back: new-sessions
              steady-time: %ds
              damping: { changes: 0 }                # whoever plays with kill -9 is not held down for it
              health: [{ check: https, path: /ready, every: 500ms, timeout: 500ms, fall: 5, trust: pki/trust.pem, name: portal.demo.example }]
              members:%s
        """
            .formatted(
                dashboardPort,
                servicePort,
                servicePort,
                steadySeconds,
                members,
                steadySeconds,
                members));
  }

  @Override
  public void close() {
    try (var inside = Files.walk(folder)) {
      for (var each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException left) {
      throw new java.io.UncheckedIOException("cannot delete " + folder, left);
    }
  }
}
