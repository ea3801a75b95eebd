package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.it.Command.curl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.FreePorts;

/** The commands of an administrator, each a process of its own, against a node that runs. */
@BeginsFirst
final class CommandsIT {
  @TempDir private Path folder;

  private static String sections(int port, String pool, Nginx... members) {
    var all = new StringBuilder();
    for (var member : members) {
      all.append(member.member()).append(", ");
    }
    return """
    services:
      web: { listen: 127.0.0.1:%d, protocol: http, pool: %s }
    pools:
      %s: { kind: stateful, members: { %s } }
    """
        .formatted(port, pool, pool, all);
  }

  private Command.Result sallyport(String command, String... more) throws Exception {
    var all = new ArrayList<>(List.of(command, "--node", folder.resolve("node.yaml").toString()));
    all.addAll(List.of(more));
    return direct(all.toArray(String[]::new));
  }

  private Command.Result direct(String... arguments) throws Exception {
    return Command.run("", Map.of(), NodeProcess.command(folder, arguments));
  }

  @Test
  void a_drained_member_gets_no_new_session_until_it_is_resumed() throws Exception {
    int port = FreePorts.take();
    var url = "http://127.0.0.1:" + port + "/";
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b");
        var node = NodeProcess.start(folder, sections(port, "encryption", a, b))) {
      node.awaitOutput("member-up", 2);
      assertThat(curl(url).expectSuccess()).isEqualTo("a");
      assertThat(sallyport("status").expectSuccess()).contains("encryption", " a ", " b ", " up ");

      sallyport("drain", "encryption", "a").expectSuccess();
      assertThat(curl(url).expectSuccess()).isEqualTo("b");
      assertThat(sallyport("status").expectSuccess()).contains("up, drain");

      sallyport("resume", "encryption", "a").expectSuccess();
      sallyport("switch", "encryption", "a").expectSuccess();
      assertThat(curl(url).expectSuccess()).isEqualTo("a");
      assertThat(sallyport("status", "--json").expectSuccess()).contains("\"incumbent\"");
    }
  }

  @Test
  void explain_says_which_member_a_client_gets_and_why() throws Exception {
    int port = FreePorts.take();
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b");
        var node = NodeProcess.start(folder, sections(port, "encryption", a, b))) {
      node.awaitOutput("member-up", 2);
      a.kill();
      node.awaitOutput("member-down", 1);
      var file = folder.resolve("node.yaml").toString();
      var seen = direct("explain", file, "web", "--from", "192.0.2.7").expectSuccess();
      assertThat(seen).contains("b").doesNotContain("every member up");
      assertThat(direct("explain", file, "nothing", "--from", "192.0.2.7").exit()).isEqualTo(1);
      assertThat(direct("explain", file, "web", "--from", "nowhere").exit()).isEqualTo(2);
    }
  }

  @Test
  void reload_prints_what_changed_and_refuses_what_is_wrong() throws Exception {
    int port = FreePorts.take();
    var file = folder.resolve("node.yaml");
    try (var a = Nginx.start(folder, "a");
        var b = Nginx.start(folder, "b");
        var node = NodeProcess.start(folder, sections(port, "encryption", a))) {
      var text = Files.readString(file);
      Files.writeString(file, text.replace(a.member(), a.member() + ", " + b.member()));
      assertThat(sallyport("reload").expectSuccess()).contains("+ ", "members.b");
      Files.writeString(file, text.replace("stateful", "statefull"));
      var refused = direct("reload", "--node", good(text).toString());
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.all()).contains("statefull");
      assertThat(node.output()).contains("reload-rejected");
    }
  }

  /** The file that tells the command where the node is, beside the one that the node reads. */
  private Path good(String text) throws Exception {
    return Files.writeString(folder.resolve("good.yaml"), text);
  }

  @Test
  void a_command_says_by_its_status_whether_it_was_refused_misused_or_unheard() throws Exception {
    int port = FreePorts.take();
    try (var a = Nginx.start(folder, "a")) {
      try (var node = NodeProcess.start(folder, sections(port, "encryption", a))) {
        assertThat(node.output()).contains("ready");
        var refused = sallyport("drain", "encryption", "nobody");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("nobody");
        assertThat(sallyport("drain", "encryption").exit()).isEqualTo(2);
      }
      var unheard = sallyport("status");
      assertThat(unheard.exit()).isEqualTo(3);
      assertThat(unheard.err()).contains("127.0.0.1");
    }
  }
}
