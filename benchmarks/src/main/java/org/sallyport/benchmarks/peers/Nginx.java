package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

/**
 * nginx, one process. The free edition learns no cookies, so its nearest answer stands in: a
 * consistent hash of the cookie.
 */
public record Nginx(String name) implements Peer {

  @Override
  public List<String> prepare(Scene scene) throws IOException {
    var file = scene.directory().resolve("nginx.conf");
    Files.writeString(
        file,
        NginxProcess.preamble(scene.directory())
            + (scene.mode().readsHttp() ? http(scene) : stream(scene)));
    return NginxProcess.command(scene.directory(), file);
  }

  private static String stream(Scene scene) {
    var passthrough = scene.mode() == Mode.PASSTHROUGH;
    return """
        stream {
          upstream members {
        %s  }
          %s
          server {
            listen 127.0.0.1:%d;
            %s
            proxy_pass %s;
          }
        }
        """
        .formatted(
            members(scene),
            passthrough
                ? "map $ssl_preread_server_name $where { "
                    + Scene.HOST
                    + " members; default \"\"; }"
                : "# no names",
            scene.port(),
            passthrough ? "ssl_preread on;" : "# relay",
            passthrough ? "$where" : "members");
  }

  private static String http(Scene scene) {
    var terminate = scene.mode() == Mode.TERMINATE;
    return """
        http {
          access_log off;
          keepalive_timeout 1h;
          keepalive_requests 1000000000;
          upstream members {
            %s
        %s    keepalive 128;
            keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:%d%s;
            %s
            location / {
              proxy_pass http://members;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host $host;
              proxy_buffers 8 16k;
              proxy_max_temp_file_size 0;
              proxy_next_upstream error timeout;
            }
          }
        }
        """
        .formatted(
            scene.failover() ? "# in order" : "hash $cookie_" + Scene.COOKIE + " consistent;",
            members(scene),
            scene.port(),
            terminate ? " ssl" : "",
            terminate ? NginxProcess.tls(scene.certificate(), scene.key()) : "# clear");
  }

  private static String members(Scene scene) {
    var first = scene.memberPorts().getFirst();
    return scene.memberPorts().stream()
        .map(
            port ->
                "    server 127.0.0.1:%d%s;%n"
                    .formatted(port, scene.failover() && !port.equals(first) ? " backup" : ""))
        .collect(Collectors.joining());
  }
}
