package org.sallyport.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.config.Problem;

final class SecretRulesTest {
  private static final String FILE =
      """
      gateway:
        cluster-key: file:cluster.key
        servers:
          switches:
            listen: 1812
            mode: password
            delegate: { servers: { nps: { address: 10.0.0.5:1812, secret: file:nps.secret } } }
            clients: { sw: { address: 10.0.0.1, secret: file:sw.secret } }
      """;

  @TempDir private Path folder;

  /** The part of a node's file that this module knows. */
  record Node(GatewaySettings gateway) {}

  private Loaded<Node> load() {
    return ConfigFile.parse("node.yaml", folder, FILE, Node.class);
  }

  private void secret(String name, int length) throws IOException {
    Files.writeString(folder.resolve(name), "s".repeat(length));
  }

  @Test
  void a_secret_that_can_be_guessed_is_a_warning() throws IOException {
    secret("cluster.key", 32);
    secret("nps.secret", 15);
    secret("sw.secret", 4);

    assertThat(load()).isInstanceOf(Loaded.Valid.class);
    assertThat(load().warnings().stream().map(Problem::path))
        .containsExactly(
            "gateway.servers.switches.delegate.servers.nps.secret",
            "gateway.servers.switches.clients.sw.secret");
  }

  @Test
  void a_cluster_key_that_can_be_guessed_is_a_problem() throws IOException {
    secret("cluster.key", 31);

    assertThat(((Loaded.Invalid<Node>) load()).problems().stream().map(Problem::toString))
        .containsExactly(
            "node.yaml:2:3 gateway.cluster-key: 31 characters, expected 32 random ones or more");
  }

  @Test
  void a_secret_that_is_not_there_yet_is_no_finding() {
    assertThat(load()).isInstanceOf(Loaded.Valid.class);
    assertThat(load().warnings()).isEqualTo(List.of());
  }
}
