package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.it.Command.curl;
import static org.sallyport.it.RandomFile.sha256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.RawClient;

/** What a running node does at signals, and what it knows after it was killed. */
final class OperationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder;

  private static String web(int port, Nginx... members) {
    var all = new StringBuilder();
    for (var member : members) {
      all.append("      ").append(member.member()).append('\n');
    }
    return """
    services:
      web: { listen: 127.0.0.1:%d, protocol: http, pool: web }
    pools:
      web:
        kind: stateless
        health: [{ check: tcp, every: 1s, timeout: 1s }]
        members:
    %s
    """
        .formatted(port, all);
  }

  private static String url(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Test
  void a_reload_by_signal_drops_no_client() throws Exception {
    int port = FreePorts.take();
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b");
        var node = NodeProcess.start(folder, web(port, a));
        var keeping = Load.keepAlive(6, port);
        var connecting = Load.connecting(2, () -> RawClient.connect(Load.loopback(port)))) {
      keeping.awaitAnswers("a", 200);
      node.reload(web(port, b));
      keeping.awaitAnswers("b", 200);
      node.reload(web(port, a, b));
      keeping.awaitAnswers("a", 200);
      connecting.awaitAnswers("a", 20);
      keeping.stop();
      connecting.stop();
      assertThat(keeping.failures()).isEmpty();
      assertThat(connecting.failures()).isEmpty();
    }
  }

  @Test
  void a_node_that_is_somebodys_child_does_not_outlive_them() throws Exception {
    try (var a = Nginx.start(folder, "a")) {
      Files.writeString(folder.resolve("node.yaml"), LocalDirector.node(web(FreePorts.take(), a)));
      var file = folder.resolve("node.yaml").toString();
      var line = NodeProcess.command(folder, "run", "--while-input", file);
      assertThat(Command.run("", Map.of(), line).exit()).isZero();
    }
  }

  @Test
  void a_file_that_is_wrong_changes_nothing_and_one_that_is_right_again_does() throws Exception {
    int port = FreePorts.take();
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b");
        var node = NodeProcess.start(folder, web(port, a))) {
      node.reload(web(port, b).replace("stateless", "statless"));
      node.awaitOutput("reload-rejected", 1);
      assertThat(node.output()).contains("statless");
      assertThat(curl(url(port, "/")).expectSuccess()).isEqualTo("a");
      node.reload(web(port, b));
      node.awaitOutput("reload-accepted", 1);
      assertThat(curl(url(port, "/")).expectSuccess()).isEqualTo("b");
    }
  }

  @Test
  void an_answer_that_is_under_way_at_sigterm_arrives_whole_and_the_process_ends_with_0()
      throws Exception {
    int port = FreePorts.take();
    var copy = folder.resolve("copy");
    try (var nginx = Nginx.start(folder, "a");
        var node = NodeProcess.start(folder, web(port, nginx));
        var beside = Executors.newVirtualThreadPerTaskExecutor()) {
      var source = RandomFile.write(nginx.files().resolve("slow"), 1_000_000, 7);
      var answer = beside.submit(() -> curl("-N", "-o", copy, url(port, "/slow/slow")));
      await().atMost(PATIENCE).until(() -> Files.exists(copy) && Files.size(copy) > 0);
      node.signal("TERM");
      await().atMost(PATIENCE).until(() -> curl(url(port, "/")).exit() == 7);
      assertThat(answer.isDone()).isFalse();
      answer.get(20, TimeUnit.SECONDS).expectSuccess();
      assertThat(sha256(copy)).isEqualTo(sha256(source));
      assertThat(node.awaitExit()).isZero();
    }
  }

  @Test
  void a_second_sigterm_does_not_wait() throws Exception {
    int port = FreePorts.take();
    var copy = folder.resolve("copy");
    try (var nginx = Nginx.start(folder, "a");
        var node = NodeProcess.start(folder, web(port, nginx));
        var beside = Executors.newVirtualThreadPerTaskExecutor()) {
      RandomFile.write(nginx.files().resolve("slow"), 30_000_000, 8);
      var answer = beside.submit(() -> curl("-N", "-o", copy, url(port, "/slow/slow")));
      await().atMost(PATIENCE).until(() -> Files.exists(copy) && Files.size(copy) > 0);
      node.signal("TERM");
      await().atMost(PATIENCE).until(() -> curl(url(port, "/")).exit() == 7);
      node.signal("TERM");
      assertThat(node.awaitExit()).isZero();
      assertThat(answer.get(20, TimeUnit.SECONDS).exit()).isEqualTo(18);
    }
  }

  @Test
  void sessions_survive_the_sudden_death_of_the_director() throws Exception {
    int port = FreePorts.take();
    var jar = folder.resolve("cookies");
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b")) {
      var sections =
          """
          services:
            web:
              listen: 127.0.0.1:%d
              protocol: http
              pool: web
              persistence: { by: cookie, mode: learn, name: ovidCookie }
          pools:
            web:
              kind: stateful
              steady-time: 0s
              health: [{ check: tcp, every: 1s, timeout: 1s, rise: 1 }]
              members: { %s, %s }
          """
              .formatted(port, a.member(), b.member());
      a.kill();
      try (var node = NodeProcess.start(folder, sections)) {
        node.awaitOutput("member-down", 1);
        assertThat(curl("-c", jar, url(port, "/login")).expectSuccess()).isEqualTo("b");
        awaitWritten(url(port, "/login"));
        node.kill();
      }
      a.startAgain();
      try (var node = NodeProcess.start(folder)) {
        node.awaitOutput("member-up", 2);
        assertThat(curl("-b", jar, url(port, "/")).expectSuccess()).isEqualTo("b");
        assertThat(curl(url(port, "/")).expectSuccess()).isEqualTo("a");
      }
    }
  }

  /** Another session makes the state grow; whatever was known before it is then written too. */
  private void awaitWritten(String login) throws Exception {
    long known = stateSize();
    curl(login).expectSuccess();
    await().atMost(PATIENCE).until(() -> stateSize() > known);
  }

  private long stateSize() throws IOException {
    try (var files = Files.walk(folder.resolve("state"))) {
      long size = 0;
      for (var file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }

  @Test
  void a_file_that_is_wrong_is_not_started_and_the_status_says_so() throws Exception {
    var file = Files.writeString(folder.resolve("node.yaml"), "node: it\ndirektor: {}\n");
    var seen = Command.run("", Map.of(), NodeProcess.command(folder, "run", file.toString()));
    assertThat(seen.exit()).isEqualTo(2);
    assertThat(seen.err()).contains("direktor", "director");
  }
}
