package org.sallyport.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.config.Problem;

final class NodeSettingsTest {
  private static final String DIRECTOR =
      """
      director:
        services: {app: {listen: 8443, pool: app}}
        pools: {app: {kind: stateless, members: {app1: {address: 10.0.0.1:443}}}}
      """;

  @Test
  void the_admin_listener_is_on_loopback_unless_the_file_says_otherwise() {
    var node = ((Loaded.Valid<NodeSettings>) load("node: a\n" + DIRECTOR)).value();

    assertThat(node.admin().listen()).hasToString("127.0.0.1:9400");
    assertThat(node.admin().loopback()).isTrue();
    assertThat(node.admin().token()).isEmpty();
  }

  @Test
  void an_admin_listener_that_others_reach_needs_a_certificate() {
    assertThat(problems("node: a\nadmin: {listen: '0.0.0.0:9400', token: env:TOKEN}\n" + DIRECTOR))
        .containsExactly(
            "node.yaml:2:9 admin.listen: 0.0.0.0:9400 is reached from other machines, where tokens"
                + " would pass in clear; give a certificate, or listen on 127.0.0.1");
  }

  @Test
  void a_node_has_a_role() {
    assertThat(problems("node: a\n"))
        .containsExactly(
            "node.yaml:1:1: a node without a role, expected a section: director, authority,"
                + " gateway, encryption");
  }

  private static List<String> problems(String yaml) {
    return ((Loaded.Invalid<NodeSettings>) load(yaml))
        .problems().stream().map(Problem::toString).toList();
  }

  private static Loaded<NodeSettings> load(String yaml) {
    return ConfigFile.parse("node.yaml", Path.of("/etc/sallyport"), yaml, NodeSettings.class);
  }
}
