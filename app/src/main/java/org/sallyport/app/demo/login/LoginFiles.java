package org.sallyport.app.demo.login;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.sallyport.kernel.Secret;
import org.sallyport.pki.PkiDirectory;
import org.sallyport.pki.PkiDirectory.Existing;
import org.sallyport.pki.PkiDirectory.Outcome;
import org.sallyport.pki.Request;

/** The files of the authority and the gateways, in a folder beside those of the director. */
final class LoginFiles {
  static final String AUTHORITY = "authority.demo.example";
  static final String CONSOLE = "console";
  static final String TENANT = "demo";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final Path pki;
  private final int authorityPort;
  private final int devicePort;
  private final List<Integer> gatewayPorts;
  private final List<Integer> pushPorts;
  private final Secret secret;
  private final Outcome.Written console;

  private LoginFiles(
      Path folder,
      Path pki,
      int authorityPort,
      int devicePort,
      List<Integer> gatewayPorts,
      List<Integer> pushPorts,
      Secret secret,
      Outcome.Written console) {
    this.folder = folder;
    this.pki = pki;
    this.authorityPort = authorityPort;
    this.devicePort = devicePort;
    this.gatewayPorts = gatewayPorts;
    this.pushPorts = pushPorts;
    this.secret = secret;
    this.console = console;
  }

  /**
   * Issues the certificates, makes the keys and chooses the ports.
   *
   * @param above the demo's folder, with the certificate authority in {@code pki}
   */
  static LoginFiles create(Path above) throws IOException {
    var folder = Files.createDirectory(above.resolve("logins"));
    var pki = above.resolve("pki");
    var issuer = PkiDirectory.load(pki, Clock.systemUTC());
    written(issuer.issue(Request.server(AUTHORITY, "localhost"), Existing.KEEP));
    for (var gateway : List.of("gateway1", "gateway2")) {
      written(issuer.issue(Request.client(gateway), Existing.KEEP));
      Files.writeString(folder.resolve(gateway + ".x25519"), packageKey());
    }
    var console = written(issuer.issue(Request.client(CONSOLE), Existing.KEEP));
    var secret = random();
    Files.writeString(folder.resolve("vpn.secret"), secret);
    Files.writeString(folder.resolve("cluster.key"), random());
    Files.writeString(folder.resolve("ignition.key"), random());
    return new LoginFiles(
        folder,
        pki,
        freePort(),
        freePort(),
        List.of(freeUdpPort(), freeUdpPort()),
        List.of(freeUdpPort(), freeUdpPort()),
        Secret.ofText(secret),
        console);
  }

  private static Outcome.Written written(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Written written -> written;
      case Outcome.Refused(String reason) -> throw new IllegalStateException(reason);
    };
  }

  private static String random() {
    var bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String packageKey() {
    try {
      var key = KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks X25519", e);
    }
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static int freeUdpPort() throws IOException {
    try (var probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** The authority's file, written. */
  Path authority() throws IOException {
    return Files.writeString(
        folder.resolve("authority.yaml"),
        """
        node: authority
        admin: { listen: 127.0.0.1:0 }
        authority:
          listen: 127.0.0.1:%1$d
          certificates: [%3$s]
          client-trust: ../pki/trust.pem
          tenants:
            demo:
              clients:
                gateway1: { name: gateway1 }
                gateway2: { name: gateway2 }
                console: { name: console, role: administrator }
          devices: { listen: 127.0.0.1:%2$d, certificates: [%3$s], url: 'https://localhost:%2$d' }
          store: { path: authority.db }
          ignition: file:ignition.key
          drain-time: 0s
        """
            .formatted(
                authorityPort,
                devicePort,
                "{ chain: ../pki/%1$s.pem, key: file:../pki/%1$s.key }".formatted(AUTHORITY)));
  }

  /**
   * A gateway's file, written.
   *
   * @param number 1 or 2
   * @param directories the ports of the directory servers
   */
  Path gateway(int number, List<Integer> directories) throws IOException {
    return Files.writeString(
        folder.resolve("gateway" + number + ".yaml"),
        """
        node: gateway%1$d
        admin: { listen: 127.0.0.1:0 }
        gateway:
          cluster-key: file:cluster.key
          drain-time: 0s
          authority:
            addresses: [127.0.0.1:%2$d]
            name: authority.demo.example
            trust: ../pki/trust.pem
            certificate: { chain: ../pki/gateway%1$d.pem, key: file:../pki/gateway%1$d.key }
          continuity:
            every: 500ms
            timeout: 500ms
            packages: { key: file:gateway%1$d.x25519, horizon: 10m, every: 1s }
            state: gateway%1$d-state
          user-stores:
            people:
              connections: [{ url: 'ldap://127.0.0.1:%3$d' }, { url: 'ldap://127.0.0.1:%4$d' }]
              base-dn: dc=demo,dc=example
              recovery: 500ms
          servers:
            vpn:
              listen: 127.0.0.1:%5$d
              mode: password-code
              stores: [people]
              clients:
                demo-vpn: { address: 127.0.0.1, secret: file:vpn.secret, continuity: verified }
            vpn-push:
              listen: 127.0.0.1:%6$d
              mode: push
              stores: [people]
              clients:
                demo-vpn: { address: 127.0.0.1, secret: file:vpn.secret, display: Demo VPN }
        """
            .formatted(
                number,
                authorityPort,
                directories.get(0),
                directories.get(1),
                gatewayPorts.get(number - 1),
                pushPorts.get(number - 1)));
  }

  /** Where the gateways answer RADIUS with a password and a code. */
  List<InetSocketAddress> gateways() {
    return addresses(gatewayPorts);
  }

  /** Where the gateways answer RADIUS with a push. */
  List<InetSocketAddress> pushGateways() {
    return addresses(pushPorts);
  }

  private static List<InetSocketAddress> addresses(List<Integer> ports) {
    return ports.stream()
        .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .toList();
  }

  /** What the VPN and the gateways share. */
  Secret secret() {
    return secret;
  }

  int authorityPort() {
    return authorityPort;
  }

  /** Where devices call. */
  String deviceUrl() {
    return "https://localhost:" + devicePort;
  }

  /** What the device of somebody keeps. */
  Path phone(Person person) {
    return folder.resolve(person.name() + ".phone");
  }

  Path trust() {
    return pki.resolve("trust.pem");
  }

  /** The certificate of the administrator, with its key. */
  Outcome.Written console() {
    return console;
  }
}
