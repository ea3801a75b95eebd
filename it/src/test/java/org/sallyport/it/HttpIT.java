package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.it.Command.curl;
import static org.sallyport.it.RandomFile.sha256;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.FreePorts;

/** curl in front, nginx behind, HTTP between them. */
final class HttpIT {
  private static final int LARGE = 20 * 1024 * 1024;
  private static final String NO_EXPECT = "Expect:";

  @TempDir private Path folder;

  private LocalDirector director(Nginx member, String service) throws Exception {
    return LocalDirector.start(
        folder,
        """
        services:
          web: { listen: 127.0.0.1:0, pool: web, %s }
        pools:
          web: { kind: stateless, members: { %s } }
        """
            .formatted(service, member.member()));
  }

  private static String url(LocalDirector director, String path) {
    return "http://127.0.0.1:" + director.port("web") + path;
  }

  @Test
  void curl_reaches_nginx_through_a_relay() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = director(nginx, "protocol: tcp")) {
      assertThat(curl(url(director, "/")).expectSuccess()).isEqualTo("a");
    }
  }

  @Test
  void one_connection_of_curl_carries_many_requests() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = director(nginx, "protocol: http")) {
      var url = url(director, "/");
      var seen = curl("-w", " %{num_connects}\n", url, url, url).expectSuccess();
      assertThat(seen.lines()).containsExactly("a 1", "a 0", "a 0");
    }
  }

  @Test
  void a_large_download_arrives_whole_in_a_relay_and_in_http() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director =
            LocalDirector.start(
                folder,
                """
                services:
                  relay: { listen: 127.0.0.1:%d, pool: web }
                  http: { listen: 127.0.0.1:%d, pool: web, protocol: http }
                pools:
                  web: { kind: stateless, members: { %s } }
                """
                    .formatted(FreePorts.take(), FreePorts.take(), nginx.member()))) {
      var source = RandomFile.write(nginx.files().resolve("large"), LARGE, 1);
      for (var service : List.of("relay", "http")) {
        var copy = folder.resolve("copy");
        curl("-o", copy, "http://127.0.0.1:" + director.port(service) + "/files/large")
            .expectSuccess();
        assertThat(sha256(copy)).isEqualTo(sha256(source));
      }
    }
  }

  @Test
  void a_large_upload_with_a_length_arrives_whole() throws Exception {
    upload(NO_EXPECT);
  }

  @Test
  void a_large_upload_in_chunks_arrives_whole() throws Exception {
    upload("Transfer-Encoding: chunked");
  }

  @Test
  void a_large_upload_that_waits_for_100_continue_arrives_whole() throws Exception {
    upload("Expect: 100-continue");
  }

  private void upload(String header) throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = director(nginx, "protocol: http")) {
      var source = RandomFile.write(folder.resolve("large"), LARGE, 2);
      var status =
          curl("-H", header, "-T", source, "-w", "%{http_code}", url(director, "/files/copy"));
      assertThat(status.expectSuccess()).isEqualTo("201");
      assertThat(sha256(nginx.files().resolve("copy"))).isEqualTo(sha256(source));
    }
  }

  @Test
  void an_upload_after_an_upload_uses_the_same_connection() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = director(nginx, "protocol: http")) {
      var source = RandomFile.write(folder.resolve("small"), 100_000, 3);
      var put = url(director, "/files/copy");
      var seen = curl("-w", "%{http_code} %{num_connects}\n", "-T", source, put, "-T", source, put);
      assertThat(seen.expectSuccess().lines()).containsExactly("201 1", "204 0");
    }
  }

  @Test
  void http_1_0_is_answered_and_closed() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = director(nginx, "protocol: http")) {
      var url = url(director, "/");
      var seen = curl("--http1.0", "-w", " %{num_connects}\n", url, url).expectSuccess();
      assertThat(seen.lines()).containsExactly("a 1", "a 1");
    }
  }

  @Test
  void a_head_request_and_a_conditional_one_leave_the_connection_usable() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = director(nginx, "protocol: http")) {
      RandomFile.write(nginx.files().resolve("small"), 1000, 4);
      var url = url(director, "/files/small");
      var head = curl("-I", "-w", "%{num_connects}", url).expectSuccess();
      assertThat(head).contains("Content-Length: 1000").endsWith("1");
      var etag = head.lines().filter(line -> line.startsWith("ETag: ")).findFirst().orElseThrow();
      var match = "If-None-Match: " + etag.substring("ETag: ".length()).strip();
      var format = "%{http_code} %{num_connects} %{size_download}\n";
      var seen =
          curl(
                  "-H",
                  match,
                  "-w",
                  format,
                  url,
                  "--next",
                  "-sS",
                  "-w",
                  format,
                  "-I",
                  "-o",
                  folder.resolve("head"),
                  url,
                  "--next",
                  "-sS",
                  "-o",
                  folder.resolve("copy"),
                  "-w",
                  format,
                  url)
              .expectSuccess();
      assertThat(seen.lines()).containsExactly("304 1 0", "200 0 0", "200 0 1000");
    }
  }

  @Test
  void nginx_sees_the_client_in_x_forwarded_for_only_where_it_is_asked_for() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director =
            LocalDirector.start(
                folder,
                """
                services:
                  silent: { listen: 127.0.0.1:%d, pool: web, protocol: http }
                  telling:
                    listen: 127.0.0.1:%d
                    pool: web
                    protocol: http
                    forwarded: { x-forwarded: true }
                pools:
                  web: { kind: stateless, members: { %s } }
                """
                    .formatted(FreePorts.take(), FreePorts.take(), nginx.member()))) {
      curl("http://127.0.0.1:" + director.port("silent") + "/").expectSuccess();
      curl("http://127.0.0.1:" + director.port("telling") + "/").expectSuccess();
      assertThat(nginx.requests())
          .extracting(line -> line.split(" ")[5])
          .containsExactly("-", "127.0.0.1");
    }
  }
}
