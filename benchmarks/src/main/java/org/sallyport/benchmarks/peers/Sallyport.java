package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/**
 * The director.
 *
 * @param name what the report calls it
 * @param command what runs it, words parted by spaces; {@code {config}} stands for the file
 */
public record Sallyport(String name, String command) implements Peer {

  @Override
  public List<String> prepare(Scene scene) throws IOException {
    var file = scene.directory().resolve("node.yaml");
    Files.writeString(file, configuration(scene));
    return Arrays.stream(command.split(" "))
        .map(word -> word.replace("{config}", file.toString()))
        .toList();
  }

  @Override
  public boolean compilesAsItRuns() {
    return true;
  }

  private static String configuration(Scene scene) {
    var text = new StringBuilder();
    text.append(
        """
        node: bench
        admin: { listen: 127.0.0.1:%d }
        director:
          state: %s/state
          services:
            %s:
              listen: 127.0.0.1:%d
              pool: members
        """
            .formatted(scene.adminPort(), scene.directory(), Scene.HOST, scene.port()));
    text.append(service(scene));
    text.append(
        """
          pools:
            members:
              kind: %s
              policy: %s
              members:
        """
            .formatted(
                scene.failover() ? "stateful" : "stateless",
                scene.failover() ? "failover" : "round-robin"));
    for (var port : scene.memberPorts()) {
      text.append("        m%d: { address: 127.0.0.1:%d }%n".formatted(port, port));
    }
    text.append("      health: [{ check: tcp, every: 500ms, timeout: 500ms }]\n");
    return text.toString();
  }

  private static String service(Scene scene) {
    var http =
        """
              protocol: http
              persistence: { by: cookie, mode: learn, name: %s }
              timeouts: { keep-alive: 10m }
        """
            .formatted(Scene.COOKIE);
    return switch (scene.mode()) {
      case TCP -> "";
      case HTTP -> http;
      case PASSTHROUGH -> "      tls: passthrough\n";
      case TERMINATE ->
          http
              + """
                    tls: terminate
                    certificates: [{ chain: %s, key: file:%s }]
              """
                  .formatted(scene.certificate(), scene.key());
    };
  }
}
