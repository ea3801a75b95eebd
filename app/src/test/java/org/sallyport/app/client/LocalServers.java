package org.sallyport.app.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.client.link.Server;
import org.sallyport.client.link.Stamp;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.config.ProblemReport;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.enrolment.CodeIssuer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.policy.KeySettings;
import org.sallyport.encryption.policy.Policies;
import org.sallyport.encryption.policy.PolicyContent;
import org.sallyport.encryption.role.EncryptionServer;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.pki.PemFiles;
import org.sallyport.testkit.TestPki;

/** Two encryption servers over one store, in this process. */
final class LocalServers implements AutoCloseable {
  private static final String ACTOR = "administrator test";

  private final Path folder;
  private final EncryptionServer first;
  private final EncryptionServer second;

  private LocalServers(Path folder, EncryptionServer first, EncryptionServer second) {
    this.folder = folder;
    this.first = first;
    this.second = second;
  }

  static LocalServers start(Path folder) throws IOException {
    Files.createDirectories(folder);
    TestPki.write(folder, "keys", TestPki.shared().server("localhost"));
    Files.writeString(folder.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    var file =
        Files.writeString(
            folder.resolve("node.yaml"),
            """
            node: keys1
            admin: { listen: 127.0.0.1:0 }
            encryption:
              listen: 127.0.0.1:0
              certificates: [{ chain: keys.pem, key: file:keys.key }]
              store: { path: encryption.db }
              ignition: file:ignition.key
              organisation: Example Ltd
              domains: [example.com]
              drain-time: 100ms
            """);
    var first = open(file);
    return new LocalServers(folder, first, open(file));
  }

  private static EncryptionServer open(Path file) {
    var loaded = ConfigFile.load(file, NodeSettings.class);
    if (!(loaded instanceof Loaded.Valid<NodeSettings>(var settings, _))) {
      throw new AssertionError(ProblemReport.of(loaded));
    }
    return switch (EncryptionServer.open(
        settings.encryption().orElseThrow(), "test", InstantSource.system())) {
      case EncryptionServer.Opening.Running(var running) -> running;
      case EncryptionServer.Opening.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  /** A stamp of both, as the download page makes it. */
  Path stamp() throws IOException {
    var stamp =
        new Stamp(
            List.of(new Server("localhost", first.port()), new Server("localhost", second.port())),
            "Example Ltd",
            Optional.empty(),
            Optional.of(PemFiles.text(TestPki.shared().bundle())));
    return Files.write(folder.resolve("stamp.json"), stamp.bytes());
  }

  /** A file with an enrolment code for somebody. */
  Path code(String address) throws IOException {
    var code =
        second
            .domain()
            .store()
            .write(
                in ->
                    second
                        .domain()
                        .enrolmentCodes()
                        .issue(
                            in,
                            new CodeIssuer(ACTOR, ACTOR, true),
                            Address.of(address).orElseThrow(),
                            Duration.ofDays(1)))
            .made()
            .code();
    return Files.writeString(folder.resolve(address + ".code"), code.revealText() + "\n");
  }

  /** Changes everybody's policy. */
  void policy(KeyMode mode, List<Certificate> additional) {
    var keys =
        new KeySettings(
            mode,
            KeyProfile.CURVE25519_V4,
            Optional.of(Duration.ofDays(365)),
            Duration.ofDays(30),
            additional);
    var content =
        new PolicyContent(keys, PolicyContent.STANDARD.client(), PolicyContent.STANDARD.mail());
    var domain = second.domain();
    domain
        .store()
        .write(
            in ->
                domain
                    .policies()
                    .edit(in, ACTOR, Policies.DEFAULT, Optional.empty(), content, "test"));
  }

  /** Ends the first one. */
  void loseFirst() {
    first.close();
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
