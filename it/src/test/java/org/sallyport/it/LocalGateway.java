package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.gateway.Gateway;
import org.sallyport.gateway.settings.GatewaySettings;

/** A gateway in this process, from the text of a file, whose one server is called {@code vpn}. */
final class LocalGateway implements AutoCloseable {
  /** What its client on loopback shares with it. */
  static final String SECRET = "what the vpn and its gateways share";

  private static final String CLUSTER_KEY = "one key for all gateways of this test";

  private final Path folder;
  private final Gateway gateway;

  private LocalGateway(Path folder, Gateway gateway) {
    this.folder = folder;
    this.gateway = gateway;
  }

  /**
   * Starts one.
   *
   * @param folder where its files stand
   * @param server the keys of the server, but for where it listens and its client
   * @param sections further sections of the gateway
   */
  static LocalGateway start(Path folder, String server, String sections) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("cluster.key"), CLUSTER_KEY);
    Files.writeString(folder.resolve("vpn.secret"), SECRET);
    var file = folder.resolve("node.yaml");
    Files.writeString(file, text(server, sections));
    return switch (Gateway.open("it", settings(file), InstantSource.system())) {
      case Gateway.Opening.Running(var gateway) -> new LocalGateway(folder, gateway);
      case Gateway.Opening.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static String text(String server, String sections) {
    return """
    node: it
    gateway:
      cluster-key: file:cluster.key
      servers:
        vpn:
          listen: 127.0.0.1:0
          accounting: 127.0.0.1:0
          clients:
            vpn1: { address: 127.0.0.1, secret: file:vpn.secret }
    """
        + server.indent(6)
        + sections.indent(2);
  }

  private static GatewaySettings settings(Path file) {
    return switch (ConfigFile.load(file, NodeSettings.class)) {
      case Loaded.Valid<NodeSettings>(var node, _) -> node.gateway().orElseThrow();
      case Loaded.Invalid<NodeSettings>(var problems, _) ->
          throw new AssertionError(problems.toString());
    };
  }

  /** A client of its authentication port. */
  Radclient radclient() throws IOException {
    return Radclient.to(gateway.authentication("vpn").orElseThrow().getPort(), folder, SECRET);
  }

  /** A client of its accounting port. */
  Radclient accounting() throws IOException {
    return Radclient.to(gateway.accounting("vpn").orElseThrow().getPort(), folder, SECRET);
  }

  /** Why the last login ended as it did. */
  String lastReason() {
    return gateway.view().recent().getFirst().reason();
  }

  /** The gateway itself. */
  Gateway gateway() {
    return gateway;
  }

  /** Its problems with other settings would be these. */
  List<String> missing() {
    return gateway.view().missing();
  }

  /** Ends it before its time. */
  void stop() {
    close();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
