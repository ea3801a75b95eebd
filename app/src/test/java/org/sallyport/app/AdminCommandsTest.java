package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.app.node.DirectorRole;
import org.sallyport.app.node.Node;
import org.sallyport.testkit.EchoServer;
import org.sallyport.testkit.FreePorts;

class AdminCommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final int port = FreePorts.take();

  @TempDir private Path folder;
  private EchoServer first;
  private EchoServer second;
  private Path file;

  @BeforeEach
  void openMembers() throws IOException {
    first = EchoServer.start();
    second = EchoServer.start();
    file = write("");
  }

  @AfterEach
  void closeMembers() {
    first.close();
    second.close();
  }

  private Path write(String further) throws IOException {
    return Files.writeString(
        folder.resolve("node.yaml"),
        """
        node: n1
        admin: { listen: 127.0.0.1:%d }
        director:
          state: state
          drain-time: 100ms
          threads: 1
          services:
            keys.example: { listen: 127.0.0.1:0, pool: p }
          pools:
            p:
              kind: stateful
              fail-back: never
              health: [{ check: tcp, every: 100ms, timeout: 100ms, rise: 1 }]
              members:
                m1: { address: 127.0.0.1:%d }
                m2: { address: 127.0.0.1:%d }
          %s
        """
            .formatted(port, first.address().getPort(), second.address().getPort(), further));
  }

  private Node running() {
    var node =
        switch (Node.start(file, "0")) {
          case Node.Starting.Running(Node started) -> started;
          case Node.Starting.Refused(String report) -> throw new AssertionError(report);
        };
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                node.role(DirectorRole.class).control().readiness().ready()
                    && status().contains("*  m1"));
    return node;
  }

  private String status() {
    return run("status").out();
  }

  private Invocation run(String... words) {
    var line = java.util.Arrays.copyOf(words, words.length + 2);
    line[words.length] = "--node";
    line[words.length + 1] = file.toString();
    return Invocation.of(line);
  }

  @Test
  void status_shows_the_members_and_where_new_sessions_go() {
    try (var _ = running()) {
      assertThat(status())
          .contains("n1, version", "keys.example", "pool p, stateful, failover")
          .containsPattern("\\* +m1 .* up ");
      assertThat(run("status", "--json").out()).startsWith("{").contains("\"incumbent\":\"m1\"");
    }
  }

  @Test
  void drain_switch_and_resume_are_obeyed_and_shown() {
    try (var _ = running()) {
      assertThat(run("drain", "p", "m1")).extracting(Invocation::exit).isEqualTo(Exit.FINE);
      assertThat(status()).containsPattern("\\* +m2").contains("up, drain", "administrator");

      assertThat(run("resume", "p", "m1").exit()).isEqualTo(Exit.FINE);
      assertThat(run("switch", "p", "m1").exit()).isEqualTo(Exit.FINE);
      assertThat(status()).containsPattern("\\* +m1");

      assertThat(run("maintenance", "p", "m1").exit()).isEqualTo(Exit.FINE);
      assertThat(status()).contains("up, maintenance").containsPattern("\\* +m2");
    }
  }

  @Test
  void a_command_for_a_member_that_is_not_there_suggests_those_that_are() {
    try (var _ = running()) {
      var answer = run("drain", "p", "m3");

      assertThat(answer.exit()).isEqualTo(Exit.FINDINGS);
      assertThat(answer.err()).contains("m3", "m1 or m2");
    }
  }

  @Test
  void reload_prints_what_changed() throws IOException {
    try (var _ = running()) {
      assertThat(run("reload").out()).isEqualToIgnoringNewLines("nothing has changed");

      write("persistence-entries: 5000");

      assertThat(run("reload").out())
          .contains("~ director.persistence-entries: 1000000 -> 5000", "at the next start");
    }
  }

  @Test
  void explain_asks_the_node_and_where_none_runs_the_file() {
    var words = new String[] {"explain", file.toString(), "keys.example", "--from", "192.0.2.7"};
    assertThat(Invocation.of(words).out())
        .contains("nobody answers", "every member up", "member  m1");

    try (var node = running()) {
      node.role(DirectorRole.class).control().drain("p", "m1", "anna");

      var answer = Invocation.of(words);
      assertThat(answer.exit()).isEqualTo(Exit.FINE);
      assertThat(answer.out()).startsWith("member  m2").contains("up, drain");
    }
  }

  @Test
  void where_nobody_answers_commands_say_so() throws IOException {
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(folder.resolve("state").resolve("admin-token"), "a token of sixteen bytes");

    for (var words :
        new String[][] {{"status"}, {"drain", "p", "m1"}, {"switch", "p", "m1"}, {"reload"}}) {
      var answer = run(words);

      assertThat(answer.exit()).isEqualTo(Exit.UNREACHABLE);
      assertThat(answer.err()).contains("nobody answers at http://127.0.0.1:" + port);
    }
  }

  @Test
  void a_command_without_the_token_is_not_sent() throws IOException {
    try (var _ = running()) {
      Files.delete(folder.resolve("state").resolve("admin-token"));

      var answer = run("drain", "p", "m1");

      assertThat(answer.exit()).isEqualTo(Exit.FINDINGS);
      assertThat(answer.err()).contains("there is no file", "admin-token");
    }
  }
}
