package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.it.Command.curl;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PROXY headers that HAProxy writes and nginx reads. */
final class ProxyProtocolIT {
  private static final String READ_HEADER =
      "set_real_ip_from 127.0.0.0/8; real_ip_header proxy_protocol;";

  @TempDir private Path folder;

  private LocalDirector director(Nginx nginx, String protocol, String proxyProtocol)
      throws Exception {
    return LocalDirector.start(
        folder,
        """
        services:
          web:
            listen: 127.0.0.1:0
            protocol: %s
            proxy-protocol-from: [127.0.0.1/32]
            pool: web
        pools:
          web: { kind: stateless, members: { %s } }
        """
            .formatted(protocol, nginx.member("proxy-protocol: " + proxyProtocol)));
  }

  /** The address of the client is 127.0.0.5, which HAProxy sees and nginx must hear of. */
  private static void get(int port) throws Exception {
    var answer = curl("--interface", "127.0.0.5", "http://127.0.0.1:" + port + "/");
    assertThat(answer.expectSuccess()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, send-proxy, v2",
    "tcp, send-proxy-v2, v1",
    "http, send-proxy, v1",
    "http, send-proxy-v2, v2"
  })
  void nginx_hears_of_the_client_that_haproxy_has(String protocol, String in, String out)
      throws Exception {
    try (var nginx = Nginx.start(folder, "a", "proxy_protocol", READ_HEADER);
        var director = director(nginx, protocol, out);
        var haproxy = Haproxy.start(folder, director.port("web"), in)) {
      get(haproxy.port());
      assertThat(nginx.requests())
          .anySatisfy(line -> assertThat(line).startsWith("GET / ").endsWith(" 127.0.0.5"));
    }
  }

  @Test
  void a_client_that_does_not_send_the_header_is_turned_away() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = director(nginx, "http", "none")) {
      var answer = curl("http://127.0.0.1:" + director.port("web") + "/");
      assertThat(answer.exit()).isIn(52, 56);
      assertThat(nginx.requests()).isEmpty();
    }
  }
}
