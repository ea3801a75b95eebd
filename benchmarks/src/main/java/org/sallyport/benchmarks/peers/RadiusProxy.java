package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.sallyport.kernel.Secret;

/** A proxy of RADIUS datagrams, with two members in turn. */
public enum RadiusProxy {
  /** nginx's stream module, to which each request is a session of one datagram each way. */
  NGINX {
    @Override
    List<String> prepare(Path directory, int port, int admin, List<Integer> members, String command)
        throws IOException {
      var file = directory.resolve("nginx.conf");
      Files.writeString(
          file,
          NginxProcess.preamble(directory)
              + """
              stream {
                upstream members {
                  server 127.0.0.1:%d;
                  server 127.0.0.1:%d;
                }
                server {
                  listen 127.0.0.1:%d udp;
                  proxy_pass members;
                  proxy_requests 1;
                  proxy_responses 1;
                  proxy_timeout 20s;
                }
              }
              """
                  .formatted(members.get(0), members.get(1), port));
      return NginxProcess.command(directory, file);
    }
  },

  /** The director. */
  SALLYPORT {
    @Override
    List<String> prepare(Path directory, int port, int admin, List<Integer> members, String command)
        throws IOException {
      Files.writeString(directory.resolve("secret"), SECRET.revealText());
      var file = directory.resolve("node.yaml");
      Files.writeString(
          file,
          """
          node: bench
          admin: { listen: 127.0.0.1:%d }
          director:
            state: %s/state
            services:
              vpn: { listen: 127.0.0.1:%d/udp, protocol: radius, pool: members }
            pools:
              members:
                kind: stateless
                policy: round-robin
                members:
                  a: { address: 127.0.0.1:%d }
                  b: { address: 127.0.0.1:%d }
                health: [{ check: radius, secret: file:secret, every: 500ms, timeout: 500ms }]
          """
              .formatted(admin, directory, port, members.get(0), members.get(1)));
      return Arrays.stream(command.split(" "))
          .map(word -> word.replace("{config}", file.toString()))
          .toList();
    }
  };

  /** What the director shares with the members. */
  public static final Secret SECRET = Secret.ofText("a secret for benchmarks");

  abstract List<String> prepare(
      Path directory, int port, int admin, List<Integer> members, String command)
      throws IOException;

  /**
   * Starts it on the proxy's processor.
   *
   * @param command what runs the director; {@code {config}} stands for its file
   */
  public Running start(Path directory, int port, List<Integer> members, String command)
      throws IOException {
    Files.createDirectories(directory);
    var line = prepare(directory, port, FreePort.next(), members, command);
    return Running.start(line, Running.PROXY_CORE, directory);
  }
}
