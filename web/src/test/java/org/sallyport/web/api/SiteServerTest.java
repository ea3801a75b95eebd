package org.sallyport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;

class SiteServerTest {
  private static final int FORM = 4096;
  private static final int LARGE = 3 << 20;

  private final TestPki pki = TestPki.shared();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpClient browser =
      HttpClient.newBuilder().sslContext(pki.clientContext()).build();
  @TempDir private Path folder;
  private SiteServer server;

  @BeforeEach
  void start() throws IOException {
    TestPki.write(folder, "server", pki.server("localhost", "127.0.0.1"));
    server = server(Duration.ofSeconds(20));
    server.start();
  }

  private SiteServer server(Duration idle) throws IOException {
    var key = Secret.copyOf(Files.readAllBytes(folder.resolve("server.key")));
    return new SiteServer(
        new HostPort("127.0.0.1", 0),
        List.of(new ServerCertificate(folder.resolve("server.pem"), () -> key)),
        List.of(),
        new WebLimits(1024, FORM, 100, 1, idle),
        Duration.ofSeconds(1),
        this::answer);
  }

  @AfterEach
  void stop() {
    browser.close();
    server.close();
  }

  private SiteReply answer(SiteRequest request) throws IOException {
    return switch (request.path().isEmpty() ? "" : request.path().getFirst()) {
      case "told" ->
          text(
              "%s %s q=%s f=%s c=%s"
                  .formatted(
                      request.method(),
                      request.path(),
                      request.query("q").orElse("-"),
                      request.form("f").orElse("-"),
                      request.cookie("c").orElse("-")));
      case "count" -> text(Long.toString(request.body(LARGE).transferTo(sink())));
      case "large" -> streamed(new ByteArrayInputStream(new byte[LARGE]));
      case "half" -> streamed(half());
      case "mistake" -> throw new IllegalStateException("secret detail");
      default -> new SiteReply.SeeOther("/told/there", Map.of("X-Own", "1"));
    };
  }

  private static OutputStream sink() {
    return OutputStream.nullOutputStream();
  }

  private static SiteReply text(String text) {
    return new SiteReply.Content(200, "text/plain", text.getBytes(UTF_8), Map.of());
  }

  private SiteReply streamed(InputStream content) {
    var body =
        new FilterInputStream(content) {
          @Override
          public void close() throws IOException {
            super.close();
            closed.countDown();
          }
        };
    return new SiteReply.Streamed(
        200, "application/octet-stream", OptionalLong.of(LARGE), body, Map.of());
  }

  /** Breaks off after a while, as a disk does. */
  private static InputStream half() {
    return new SequenceInputStream(
        new ByteArrayInputStream(new byte[LARGE / 2]),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("secret place");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        });
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder form(HttpRequest.Builder request, String form) {
    return request
        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        .POST(BodyPublishers.ofString(form));
  }

  @ParameterizedTest
  @EnumSource
  void a_form_a_query_and_cookies_are_read(Version version) throws Exception {
    var asked =
        form(to("/told/a%2Fb?q=1%202&q=3").version(version), "f=%C3%A4+%26&f=later")
            .header("Cookie", "b=2; c=three=3; cc=4");
    assertThat(send(asked).body()).isEqualTo("POST [told, a/b] q=1 2 f=ä & c=three=3");
    assertThat(send(to("/told?q=").header("Cookie", "cc=4; xc=1").version(version)).body())
        .isEqualTo("GET [told] q=- f=- c=-");
  }

  @Test
  void a_redirect_and_its_own_headers_arrive() throws Exception {
    var there = send(to("/"));
    assertThat(there.statusCode()).isEqualTo(303);
    assertThat(there.headers().firstValue("Location")).contains("/told/there");
    assertThat(there.headers().firstValue("X-Own")).contains("1");
  }

  @ParameterizedTest
  @EnumSource
  void large_bodies_come_and_go_as_streams(Version version) throws Exception {
    var body = BodyPublishers.ofByteArray(new byte[LARGE]);
    assertThat(send(to("/count").version(version).POST(body)).body())
        .isEqualTo(Integer.toString(LARGE));
    var large =
        browser.send(to("/large").version(version).build(), BodyHandlers.ofByteArray()).body();
    assertThat(large).hasSize(LARGE);
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_head_closes_what_it_does_not_send() throws Exception {
    var head = send(to("/large").HEAD());
    assertThat(head.headers().firstValue("Content-Length")).contains(Integer.toString(LARGE));
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void what_breaks_off_does_not_look_whole(Version version) throws Exception {
    assertThatIOException().isThrownBy(() -> send(to("/half").version(version)));
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(send(to("/told").version(version)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_too_large_or_malformed_is_refused(Version version) throws Exception {
    var large = "f=" + "x".repeat(FORM);
    assertThat(send(form(to("/told").version(version), large)).statusCode()).isEqualTo(400);
    assertThat(send(form(to("/told").version(version), "f=%zz")).statusCode()).isEqualTo(400);
    assertThat(send(to("/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q").version(version)).statusCode())
        .isEqualTo(400);
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[LARGE + 1]));
    assertThat(send(to("/count").version(version).POST(chunked)).statusCode()).isEqualTo(400);
  }

  @Test
  void a_mistake_is_told_by_its_reference_alone() throws Exception {
    var mistake = send(to("/mistake"));
    assertThat(mistake.statusCode()).isEqualTo(500);
    assertThat(mistake.body()).contains("Reference: ").doesNotContain("secret");
    assertThat(mistake.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(mistake.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"told", "count"})
  void a_body_that_drips_is_given_up_with_an_answer(String path) throws Exception {
    try (var hasty = server(Duration.ofSeconds(1))) {
      hasty.start();
      try (var socket =
          pki.clientContext().getSocketFactory().createSocket("127.0.0.1", hasty.port())) {
        var out = socket.getOutputStream();
        out.write(
            """
            POST /%s HTTP/1.1
            Host: localhost
            Content-Type: application/x-www-form-urlencoded
            Content-Length: 1000

            """
                .formatted(path)
                .replace("\n", "\r\n")
                .getBytes(UTF_8));
        var answer = new CompletableFuture<String>();
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    answer.complete(new String(socket.getInputStream().readNBytes(12), UTF_8));
                  } catch (IOException e) {
                    answer.completeExceptionally(e);
                  }
                });
        await()
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(100))
            .until(
                () -> {
                  try {
                    out.write('x');
                  } catch (IOException ended) {
                    // the answer is there, or about to be read
                  }
                  return answer.isDone();
                });
        assertThat(answer.get()).isEqualTo("HTTP/1.1 400");
      }
    }
  }
}
