package org.sallyport.it;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sallyport.client.link.Server;
import org.sallyport.client.link.Stamp;
import org.sallyport.pki.PemFiles;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.TestPki;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two encryption servers over one store, each in a process of its own, that are started, killed and
 * started again on the same ports; and their administrator.
 */
final class KeyServers implements AutoCloseable {
  static final String FIRST = "keys1";
  static final String SECOND = "keys2";
  private static final String TOKEN = "fedcba9876543210fedcba9876543210";
  private static final TestPki PKI = TestPki.shared();

  private final Path folder;
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, NodeProcess> running = new HashMap<>();

  /**
   * Starts none yet.
   *
   * @param folder exists
   * @param sections more of the {@code encryption} section, each line indented by two spaces
   */
  KeyServers(Path folder, String sections) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("ignition"), "0123456789abcdef0123456789abcdef");
    Files.writeString(folder.resolve("admin-token"), TOKEN);
    for (var name : List.of(FIRST, SECOND)) {
      ports.put(name, FreePorts.take());
      var own = Files.createDirectories(folder.resolve(name));
      TestPki.write(own, "keys", PKI.server("localhost"));
      Files.writeString(
          own.resolve("node.yaml"),
          """
          node: %s
          admin: { listen: 127.0.0.1:%d, token: file:../admin-token }
          encryption:
            listen: 127.0.0.1:%d
            certificates: [{ chain: keys.pem, key: file:keys.key }]
            store: { path: ../encryption.db }
            ignition: file:../ignition
            organisation: Example Ltd
            domains: [example.com]
            drain-time: 100ms
          """
                  .formatted(name, FreePorts.take(), ports.get(name))
              + sections);
    }
  }

  /** Starts one, first or again. */
  NodeProcess start(String name) throws Exception {
    var started = NodeProcess.start(folder.resolve(name));
    running.put(name, started);
    return started;
  }

  /** Ends one as a power cut would. */
  void kill(String name) throws InterruptedException {
    var node = running.remove(name);
    if (node != null) {
      node.kill();
    }
  }

  /** A stamp of both, in their order. */
  Path stamp() throws IOException {
    var servers =
        Stream.of(FIRST, SECOND)
            .map(name -> new Server("localhost", requireNonNull(ports.get(name))))
            .toList();
    var trust = Optional.of(PemFiles.text(PKI.bundle()));
    var stamp = new Stamp(servers, "Example Ltd", Optional.empty(), trust);
    return Files.write(folder.resolve("stamp.json"), stamp.bytes());
  }

  /** What an administrator's command at the second one prints. */
  String administer(String... words) throws Exception {
    var all = new ArrayList<>(List.of("encryption"));
    all.addAll(List.of(words));
    all.addAll(List.of("--node", folder.resolve(SECOND).resolve("node.yaml").toString()));
    return Command.run("", Map.of(), NodeProcess.command(folder, all.toArray(String[]::new)))
        .expectSuccess();
  }

  /** What the second one's administrative interface says, which the command asks as well. */
  private String asked(String path, BodyPublisher body) throws Exception {
    var node = requireNonNull(running.get(SECOND));
    var request =
        HttpRequest.newBuilder(URI.create(node.dashboard() + "api/v1/encryption/" + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(body.contentLength() == 0 ? "GET" : "POST", body)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    }
  }

  private JsonNode found(String kind, String person) throws Exception {
    var path = kind + "?search=" + person + "%40example.com";
    return JsonMapper.shared().readTree(asked(path, BodyPublishers.noBody())).path(kind);
  }

  /** A file with an enrolment code for somebody of example.com. */
  Path code(String person) throws Exception {
    var wanted = "{\"address\":\"%s@example.com\",\"days\":1}".formatted(person);
    var issued = asked("codes", BodyPublishers.ofString(wanted));
    var code = JsonMapper.shared().readTree(issued).path("code").asString();
    return Files.writeString(folder.resolve(person + ".code"), code);
  }

  /** Makes the policy of everybody say this of keys, a JSON object. */
  void keys(String settings) throws Exception {
    var file = Files.writeString(folder.resolve("policy.json"), "{\"keys\":" + settings + "}");
    administer("policy", "change", "Default", file.toString());
  }

  /** How many machines somebody has, as far as the servers know. */
  int machines(String person) throws Exception {
    return found("clients", person).size();
  }

  /** How many keys somebody has, as far as the servers know. */
  int keysOf(String person) throws Exception {
    return found("keys", person).size();
  }

  /**
   * The numbers of the lines that the servers have of somebody's machine.
   *
   * @throws AssertionError when a line is there twice, or one between others is not
   */
  int linesWithoutGap(String person) throws Exception {
    var numbers = new TreeSet<Integer>();
    for (var row : asked("logs/export?format=jsonl", BodyPublishers.noBody()).lines().toList()) {
      var line = JsonMapper.shared().readTree(row);
      if (line.path("address").asString().equals(person + "@example.com")) {
        int number = Integer.parseInt(line.path("fields").path("line").asString());
        if (!numbers.add(number)) {
          throw new AssertionError("line " + number + " of " + person + " is there twice");
        }
      }
    }
    var expected = IntStream.rangeClosed(1, numbers.size()).boxed().toList();
    if (!List.copyOf(numbers).equals(expected)) {
      throw new AssertionError("the lines of " + person + " have a gap: " + numbers);
    }
    return numbers.size();
  }

  @Override
  public void close() {
    running.values().forEach(NodeProcess::close);
  }
}
