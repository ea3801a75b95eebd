package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * HAProxy as its manual would have it for this work: one thread, member connections reused, the
 * member's cookie learnt into a stick table, which is what the director does by default.
 *
 * @param name what the report calls it
 * @param splice whether relays use splice(2) and larger buffers, which pays for large answers
 */
public record Haproxy(String name, boolean splice) implements Peer {

  @Override
  public List<String> prepare(Scene scene) throws IOException {
    var file = scene.directory().resolve("haproxy.cfg");
    if (scene.mode() == Mode.TERMINATE) {
      // HAProxy reads the key from the file of the certificate.
      Files.writeString(
          scene.directory().resolve("both.pem"),
          Files.readString(scene.certificate()) + Files.readString(scene.key()));
    }
    Files.writeString(file, global() + defaults(scene) + frontend(scene) + backend(scene));
    return List.of("haproxy", "-db", "-f", file.toString());
  }

  private String global() {
    return """
        global
          nbthread 1
          no strict-limits
          maxconn 20000
          %s
          ssl-default-bind-options ssl-min-ver TLSv1.3
          ssl-default-bind-ciphersuites %s
        """
        .formatted(splice ? "tune.bufsize 65536" : "# buffers as they come", Scene.SUITE);
  }

  private String defaults(Scene scene) {
    return """
        defaults
          mode %s
          maxconn 20000
          timeout connect 5s
          timeout client 10m
          timeout server 10m
          retries 3
          option redispatch 1
          %s
          %s
        """
        .formatted(
            scene.mode().readsHttp() ? "http" : "tcp",
            scene.mode().readsHttp()
                ? "http-reuse always\n  retry-on conn-failure empty-response response-timeout"
                : "# relay",
            splice ? "option splice-auto" : "# no splice");
  }

  private static String frontend(Scene scene) {
    var bind = "frontend clients\n  bind 127.0.0.1:" + scene.port();
    return switch (scene.mode()) {
      case TCP, HTTP -> bind + "\n  default_backend members\n";
      case TERMINATE ->
          bind
              + " ssl crt "
              + scene.directory().resolve("both.pem")
              + " alpn http/1.1\n  default_backend members\n";
      case PASSTHROUGH ->
          bind
              + """

                tcp-request inspect-delay 5s
                tcp-request content accept if { req.ssl_hello_type 1 }
                use_backend members if { req.ssl_sni -i %s }
              """
                  .formatted(Scene.HOST);
    };
  }

  private static String backend(Scene scene) {
    var text = new StringBuilder("backend members\n");
    text.append("  balance roundrobin\n");
    if (scene.mode().readsHttp()) {
      text.append(
          """
            stick-table type string len 64 size 100k expire 8h
            stick store-response res.cook(%1$s)
            stick match req.cook(%1$s)
          """
              .formatted(Scene.COOKIE));
    }
    text.append(
        "  default-server check inter 500ms rise 2 fall 2 on-marked-down shutdown-sessions"
            + (scene.failover() ? " observe layer4 error-limit 3 on-error mark-down\n" : "\n"));
    var first = scene.memberPorts().getFirst();
    for (var port : scene.memberPorts()) {
      var backup = scene.failover() && !port.equals(first) ? " backup" : "";
      text.append("  server m%d 127.0.0.1:%d%s%n".formatted(port, port, backup));
    }
    return text.toString();
  }
}
