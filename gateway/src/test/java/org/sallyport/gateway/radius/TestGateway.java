package org.sallyport.gateway.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.gateway.audit.AuditEntry;
import org.sallyport.gateway.audit.AuditLog;
import org.sallyport.gateway.metrics.GatewayMetrics;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Dictionary;

/** The validation servers of a gateway, on loopback, in front of a fake directory and authority. */
final class TestGateway implements AutoCloseable {
  static final String SECRET = "a secret of 24 characters";
  static final Secret CLUSTER = Secret.ofText("0123456789abcdef0123456789abcdef");

  final AuditLog audit = new AuditLog();
  final GatewayMetrics metrics = new GatewayMetrics();
  final ValidationServers servers;
  private final Path folder;
  private final FakeDirectory directory;
  private final FakeAuthority authority;

  /** The part of a node's file that this module knows. */
  record Node(GatewaySettings gateway) {}

  private TestGateway(Path folder, FakeDirectory directory, FakeAuthority authority) {
    this.folder = folder;
    this.directory = directory;
    this.authority = authority;
    servers = new ValidationServers(CLUSTER, audit, metrics, InstantSource.system());
  }

  /** A gateway with one server of this mode, {@code vpn}, and its client, {@code vpn1}. */
  static TestGateway start(
      Path folder, FakeDirectory directory, FakeAuthority authority, String server) {
    var gateway = new TestGateway(folder, directory, authority);
    assertThat(gateway.apply(server)).isEmpty();
    return gateway;
  }

  /** The keys of the server, but for its addresses. */
  List<String> apply(String server) {
    try {
      Files.writeString(folder.resolve("secret"), SECRET);
      Files.writeString(folder.resolve("short"), "short");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return servers.apply(
        settings(server),
        Dictionary.standard(),
        new Backing(_ -> directory, _ -> authority, _ -> !authority.down));
  }

  private GatewaySettings settings(String server) {
    var yaml =
        """
        gateway:
          cluster-key: file:cluster.key
          authority:
            addresses: ['127.0.0.1:8443']
            trust: ca.pem
            certificate: { chain: gateway.pem, key: file:gateway.key }
          user-stores:
            corp:
              connections: [{ url: 'ldaps://127.0.0.1:636', trust: ca.pem }]
              base-dn: dc=example,dc=com
              attributes: [department, level]
              groups: memberOf
          servers:
            vpn:
              listen: 127.0.0.1:0
              accounting: 127.0.0.1:0
        """
            + server.indent(6);
    var loaded = ConfigFile.parse("node.yaml", folder, yaml, Node.class);
    assertThat(loaded).as(loaded::toString).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid<Node>) loaded).value().gateway();
  }

  /** A client that knows the secret. */
  TestClient client() {
    return new TestClient(servers.authentication("vpn").orElseThrow(), Secret.ofText(SECRET));
  }

  /** The same for accounting. */
  TestClient accountant() {
    return new TestClient(servers.accounting("vpn").orElseThrow(), Secret.ofText(SECRET));
  }

  long refused(Refusal cause) {
    return servers.views().getFirst().refused().getOrDefault(cause, 0L);
  }

  AuditEntry last() {
    return audit.recent().getFirst();
  }

  @Override
  public void close() {
    servers.close();
    audit.close();
  }
}
