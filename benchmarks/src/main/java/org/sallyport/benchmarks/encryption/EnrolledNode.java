package org.sallyport.benchmarks.encryption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.benchmarks.peers.Certificate;
import org.sallyport.benchmarks.peers.FreePort;
import org.sallyport.benchmarks.peers.Running;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.client.Added;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.session.Opened;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.kernel.Secret;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/** An encryption server's file and store, with people who have enrolled. */
final class EnrolledNode {
  static final String HOST = "keys.example.com";

  private static final String PASSPHRASE = "a benchmark's ignition passphrase";
  private static final int AT_ONCE = 500;

  private final Path file;
  private final Path folder;
  private final int port;
  private final List<Consumer> people = new ArrayList<>();
  private final List<String> clients = new ArrayList<>();

  private EnrolledNode(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    var certificate = Certificate.make(folder);
    Files.writeString(folder.resolve("ignition.key"), PASSPHRASE);
    file =
        Files.writeString(
            folder.resolve("node.yaml"),
            """
            node: bench
            admin: { listen: 127.0.0.1:0 }
            encryption:
              listen: 127.0.0.1:%d
              certificates: [{ chain: %s, key: file:%s }]
              organisation: Example Ltd
              domains: [example.com]
              store: { path: %s }
              ignition: file:%s
            """
                .formatted(
                    port,
                    certificate.chain(),
                    certificate.key(),
                    folder.resolve("encryption.db"),
                    folder.resolve("ignition.key")));
  }

  /**
   * Makes people, each with a client, and keys for the first of them. Takes minutes for many keys.
   *
   * @param folder empty, on a disk
   */
  static EnrolledNode make(Path folder, int people, int keys) throws IOException {
    var made = new EnrolledNode(folder, FreePort.next());
    made.inDomain(
        domain -> {
          for (int first = 0; first < people; first += AT_ONCE) {
            int from = first;
            domain
                .store()
                .write(in -> made.enrol(in, domain, from, Math.min(people, from + AT_ONCE)));
          }
          for (var person : made.people.subList(0, keys)) {
            domain.keys().own().make("benchmark", person);
          }
        });
    return made;
  }

  private int enrol(Transaction in, Domain domain, int from, int to) {
    var random = RandomGenerator.getDefault();
    for (int i = from; i < to; i++) {
      var who = NewConsumer.of(new Address(address(i)), "code");
      var person = domain.consumers().admit(in, "benchmark", who);
      var key = new byte[32];
      random.nextBytes(key);
      switch (domain.clients().add(in, person, new Machine(key, "laptop", "linux"), "code")) {
        case Added.Done(var client) -> {
          people.add(person);
          clients.add(client.id());
        }
        case Added.TooMany _, Added.KeyInUse _ -> throw new IllegalStateException("not enrolled");
      }
    }
    return to;
  }

  static String address(int number) {
    return "person" + number + "@example.com";
  }

  /** Opens a session for each client: what it sends as {@code Authorization}. */
  List<String> sessions() {
    var tokens = new ArrayList<String>(clients.size());
    inDomain(
        domain -> {
          for (int first = 0; first < clients.size(); first += AT_ONCE) {
            var some = clients.subList(first, Math.min(clients.size(), first + AT_ONCE));
            domain
                .store()
                .write(
                    in -> {
                      some.forEach(client -> tokens.add(session(in, domain, client)));
                      return some.size();
                    });
          }
        });
    return tokens;
  }

  private static String session(Transaction in, Domain domain, String client) {
    var proof =
        new SignedRequest(
            client, Instant.now(), "nonce-" + Long.toHexString(System.nanoTime()), new byte[64]);
    return switch (domain.sessions().open(in, proof)) {
      case Opened.Open(var token) -> "Bearer " + token.text();
      case Opened.Repeated _, Opened.Revoked _, Opened.Disabled _ ->
          throw new IllegalStateException("no session");
    };
  }

  private interface Work {
    void with(Domain domain);
  }

  private void inDomain(Work work) {
    var settings = settings();
    try (var store = Store.open(settings.store(), Optional.empty(), Domain.SCHEMA);
        var domain = Domain.open(store, settings, InstantSource.system())) {
      try (var passphrase = Secret.ofText(PASSPHRASE)) {
        domain.vault().light(passphrase);
      }
      work.with(domain);
    }
  }

  private EncryptionSettings settings() {
    return switch (ConfigFile.load(file, NodeSettings.class)) {
      case Loaded.Valid<NodeSettings>(var node, _) -> node.encryption().orElseThrow();
      case Loaded.Invalid<NodeSettings>(var problems, _) ->
          throw new IllegalStateException(problems.toString());
    };
  }

  /**
   * Starts a node with it.
   *
   * @param command what runs a node; {@code {config}} stands for its file
   */
  Running start(String command) throws IOException {
    var words =
        Arrays.stream(command.split(" ")).map(w -> w.replace("{config}", file.toString())).toList();
    return Running.start(words, "0,1", folder);
  }

  int port() {
    return port;
  }
}
