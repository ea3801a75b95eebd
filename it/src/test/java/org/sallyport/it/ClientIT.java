package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.client.link.Server;
import org.sallyport.client.link.Stamp;
import org.sallyport.pki.PemFiles;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Readiness;
import org.sallyport.testkit.TestPki;

/** A client in processes of its own, with two servers in theirs over one store. */
@BeginsFirst
class ClientIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");

  @TempDir private Path folder;
  private final int firstPort = FreePorts.take();
  private final int secondPort = FreePorts.take();

  private NodeProcess node(String name, int port) throws Exception {
    var own = Files.createDirectories(folder.resolve(name));
    TestPki.write(own, "keys", TestPki.shared().server("localhost"));
    Files.writeString(own.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    Files.writeString(
        own.resolve("node.yaml"),
        """
        node: %s
        admin: { listen: 127.0.0.1:%d }
        encryption:
          listen: 127.0.0.1:%d
          certificates: [{ chain: keys.pem, key: file:keys.key }]
          store: { path: ../encryption.db }
          ignition: file:ignition.key
          organisation: Example Ltd
          domains: [example.com]
          drain-time: 100ms
        """
            .formatted(name, FreePorts.take(), port));
    return NodeProcess.start(own);
  }

  private Path stamp() throws IOException {
    var servers = List.of(new Server("localhost", firstPort), new Server("localhost", secondPort));
    var trust = PemFiles.text(TestPki.shared().bundle());
    var stamp = new Stamp(servers, "Example Ltd", Optional.empty(), Optional.of(trust));
    return Files.write(folder.resolve("stamp.json"), stamp.bytes());
  }

  private Path code(Path node) throws Exception {
    var issued =
        sallyport(
            "encryption",
            "code",
            "issue",
            "ada@example.com",
            "--json",
            "--node",
            node.resolve("node.yaml").toString());
    var code = CODE.matcher(issued);
    assertThat(code.find()).as(issued).isTrue();
    return Files.writeString(folder.resolve("code"), code.group(1));
  }

  private List<String> client(String... words) throws IOException {
    var all = new ArrayList<>(List.of("client"));
    all.addAll(List.of(words));
    all.addAll(List.of("--state", folder.resolve("state").toString()));
    return NodeProcess.command(folder, all.toArray(String[]::new));
  }

  private String sallyport(String... words) throws Exception {
    return done(NodeProcess.command(folder, words));
  }

  private static String done(List<String> command) throws Exception {
    return Command.run("", Map.of(), command).expectSuccess();
  }

  @Test
  void a_server_is_killed_while_a_client_runs_and_no_line_of_its_log_is_lost() throws Exception {
    try (var first = node("keys1", firstPort);
        var second = node("keys2", secondPort)) {
      var code = code(folder.resolve("keys2"));
      done(
          client(
              "enrol",
              "--stamp",
              stamp().toString(),
              "--method",
              "code",
              "--secret",
              code.toString()));
      try (var running =
          PeerProcess.start(client("run"), folder, Readiness.output("client-ready"))) {
        first.kill();

        assertThat(done(client("sync"))).contains("policy   Default");
        var log = done(client("logs", "--upload", "--last", "100"));
        assertThat(log).contains("\"started\"", "\"server-lost\"").doesNotContain("log-gap");
        Command.run("", Map.of(), "kill", "-TERM", running.pid()).expectSuccess();
        assertThat(running.awaitExit()).isZero();
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(done(client("logs", "--upload", "--last", "100")))
                      .contains("\"stopped\""));
      assertThat(second.output()).contains("ready");
    }
  }
}
