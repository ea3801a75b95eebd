package org.sallyport.benchmarks.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.benchmarks.peers.Certificate;
import org.sallyport.benchmarks.peers.FreePort;
import org.sallyport.benchmarks.peers.Running;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.store.Store;

/**
 * A node with a mail gateway whose sender has a key at the server, and whose recipient's key an
 * administrator trusts; its rules are those that a new server has.
 */
final class GatewayNode {
  static final String SENDER = "anna@example.com";
  static final String RECIPIENT = "bert@example.net";

  private static final String PASSPHRASE = "a benchmark's ignition passphrase";

  private final Path folder;
  private final Path file;
  private final int port;
  private final int webMailPort;

  private GatewayNode(Path folder, int next, String mode, boolean webMail) throws IOException {
    this.folder = folder;
    port = FreePort.next();
    webMailPort = FreePort.next();
    var certificate = Certificate.make(folder);
    var ignition = Files.writeString(folder.resolve("ignition.key"), PASSPHRASE);
    file =
        Files.writeString(
            folder.resolve("node.yaml"),
            """
            node: bench
            admin: { listen: 127.0.0.1:0 }
            encryption:
              listen: 127.0.0.1:0
              certificates: [{ chain: %s, key: file:%s }]
              organisation: Example Ltd
              domains: [example.com]
              store: { path: %s }
              ignition: file:%s
              mail-gateway:
                name: gateway.example.com
                spool: %s
                limits: { connections-per-minute: 1000000, connections-per-address: 2000 }
                listeners:
                  outbound: { listen: 127.0.0.1:%d, direction: outbound, mode: %s }
                next-hops:
                  outside: { to: [127.0.0.1:%d], tls: off }
            """
                    .formatted(
                        certificate.chain(),
                        certificate.key(),
                        folder.resolve("encryption.db"),
                        ignition,
                        folder.resolve("spool"),
                        port,
                        mode,
                        next)
                + (webMail ? webMail(certificate) : ""));
  }

  private String webMail(Certificate certificate) {
    return """
      web-mail:
        listen: 127.0.0.1:%d
        certificates: [{ chain: %s, key: file:%s }]
        url: https://mail.example.com
        from: web-mail@example.com
        spool: %s
    """
        .formatted(
            webMailPort, certificate.chain(), certificate.key(), folder.resolve("web-mail-spool"));
  }

  /** The same in inline mode with web mail, whose notices go to the same next hop. */
  static GatewayNode withWebMail(Path folder, int next) throws IOException {
    return make(new GatewayNode(Files.createDirectories(folder), next, "inline", true));
  }

  /**
   * Makes its store.
   *
   * @param folder empty, on a disk
   * @param next the port of its next hop
   * @param mode of its listener
   */
  static GatewayNode make(Path folder, int next, String mode) throws IOException {
    return make(new GatewayNode(Files.createDirectories(folder), next, mode, false));
  }

  private static GatewayNode make(GatewayNode made) throws IOException {
    var settings = made.settings();
    try (var store = Store.open(settings.store(), Optional.empty(), Domain.SCHEMA);
        var domain = Domain.open(store, settings, InstantSource.system());
        var passphrase = Secret.ofText(PASSPHRASE)) {
      domain.vault().light(passphrase);
      var who = NewConsumer.of(new Address(SENDER), "code");
      var sender = store.write(in -> domain.consumers().admit(in, "benchmark", who));
      domain.keys().own().make("benchmark", sender);
      var recipient =
          Key.generate(
              new KeyRequest(
                  KeyProfile.CURVE25519_V4, List.of(RECIPIENT), Optional.empty(), Instant.now()));
      domain
          .keys()
          .trusted()
          .trust(
              "benchmark",
              recipient.certificate().armored().getBytes(StandardCharsets.UTF_8),
              TrustLevel.TRUSTED,
              "");
    }
    return made;
  }

  private EncryptionSettings settings() {
    return switch (ConfigFile.load(file, NodeSettings.class)) {
      case Loaded.Valid<NodeSettings>(var node, _) -> node.encryption().orElseThrow();
      case Loaded.Invalid<NodeSettings>(var problems, _) ->
          throw new IllegalStateException(problems.toString());
    };
  }

  /**
   * Starts a process with it.
   *
   * @param command what runs a node; {@code {config}} stands for its file
   */
  Running start(String command) throws IOException {
    var words =
        Arrays.stream(command.split(" ")).map(w -> w.replace("{config}", file.toString())).toList();
    var running = Running.start(words, "0,1", folder);
    running.awaitPort(port);
    return running;
  }

  int port() {
    return port;
  }

  int webMailPort() {
    return webMailPort;
  }
}
