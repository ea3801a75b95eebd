package org.sallyport.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.web.admin.ReloadOutcome;

class NodeTest {
  @TempDir private Path folder;
  private ServerSocket member;

  @BeforeEach
  void openMember() throws IOException {
    member = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::greet);
  }

  @AfterEach
  void closeMember() throws IOException {
    member.close();
  }

  @Test
  void a_node_serves_what_its_file_says() throws Exception {
    try (var node = started(file(""))) {
      assertThat(greeting(node)).isEqualTo("hello");
    }
  }

  @Test
  void a_file_with_problems_starts_nothing_and_says_why() throws Exception {
    var file = Files.writeString(folder.resolve("node.yaml"), "node: n1\ndirektor: {}\n");

    assertThat(Node.start(file, "0"))
        .isInstanceOfSatisfying(
            Node.Starting.Refused.class,
            refused -> assertThat(refused.report()).contains("node.yaml:2:1", "director"));
  }

  @Test
  void a_port_in_use_starts_nothing_and_says_which() throws Exception {
    var taken = "127.0.0.1:" + member.getLocalPort();
    var file = file("");
    Files.writeString(file, Files.readString(file).replace("127.0.0.1:0", taken));

    assertThat(Node.start(file, "0"))
        .isInstanceOfSatisfying(
            Node.Starting.Refused.class, refused -> assertThat(refused.report()).contains(taken));
  }

  @Test
  void a_reload_with_problems_leaves_everything_as_it_is() throws Exception {
    var file = file("");
    try (var node = started(file)) {
      Files.writeString(file, "node: [");

      assertThat(node.reload("test")).isInstanceOf(ReloadOutcome.Rejected.class);
      assertThat(greeting(node)).isEqualTo("hello");
    }
  }

  @Test
  void a_reload_tells_what_changed_and_what_waits_for_a_restart() throws Exception {
    try (var node = started(file(""))) {
      file("threads: 2");

      assertThat(node.reload("test"))
          .isInstanceOfSatisfying(
              ReloadOutcome.Accepted.class,
              accepted ->
                  assertThat(accepted.changes())
                      .containsExactly(
                          "~ director.threads: 1 -> 2",
                          "! director.threads takes effect at the next start"));
      assertThat(greeting(node)).isEqualTo("hello");
    }
  }

  private static Node started(Path file) {
    return switch (Node.start(file, "0")) {
      case Node.Starting.Running(Node node) -> node;
      case Node.Starting.Refused(String report) -> throw new AssertionError(report);
    };
  }

  private Path file(String further) throws IOException {
    return Files.writeString(
        folder.resolve("node.yaml"),
        """
        node: n1
        admin: { listen: 127.0.0.1:0 }
        director:
          %s
          state: state
          drain-time: 100ms
          services:
            a.example: { listen: 127.0.0.1:0, pool: p }
          pools:
            p:
              kind: stateful
              members: { m1: { address: 127.0.0.1:%d } }
        """
            .formatted(further.isEmpty() ? "threads: 1" : further, member.getLocalPort()));
  }

  private static String greeting(Node node) throws IOException {
    var address = node.role(DirectorRole.class).director().addresses("a.example").getFirst();
    try (var client = new Socket(address.getAddress(), address.getPort())) {
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void greet() {
    while (true) {
      try (var client = member.accept()) {
        client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
      } catch (IOException closed) {
        return;
      }
    }
  }
}
