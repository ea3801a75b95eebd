package org.sallyport.director.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.HttpOrigin;

/** Requests sent ahead (RFC 9112 section 9.3.2) cost the director bounded memory. */
@ExtendWith(NoLeaks.class)
final class PipeliningTest {
  private static final String WEB = HttpBytesTest.WEB;
  private static final String TURNS =
      HttpFailuresTest.TWO.replace("policy: ordered", "policy: round-robin");
  private static final int REQUESTS = 2000;
  private static final String ANSWER = "x".repeat(30_000);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"kept", "turns"})
  void a_client_that_reads_no_answers_gets_no_more_of_them(String kind) throws IOException {
    var text = kind.equals("turns") ? TURNS : HttpFailuresTest.TWO;
    try (var a = HttpOrigin.saying(ANSWER);
        var b = HttpOrigin.saying(ANSWER);
        var director = RunningDirector.start(folder, text, a.address(), b.address());
        var client = director.connect("web").patience(Duration.ofSeconds(30))) {
      client.send(Text.get("/").repeat(REQUESTS)).finish();
      client.read(1);
      RunningDirector.awaitStill(() -> (long) a.requests().size() + b.requests().size());
      // What fits into the buffers of both systems, and a little more.
      assertThat(a.requests().size() + b.requests().size()).isLessThan(REQUESTS / 2);
      int whole = HttpOrigin.response(200, ANSWER).length;
      client.read(whole - 1);
      for (int i = 1; i < REQUESTS; i++) {
        assertThat(client.read(whole))
            .asString(ISO_8859_1)
            .startsWith("HTTP/1.1 200")
            .endsWith("x");
      }
      assertThat(a.requests().size() + b.requests().size()).isEqualTo(REQUESTS);
      assertThat(client.readToEnd()).isEmpty();
      director.awaitQuiet();
    }
  }

  @Test
  void a_client_is_not_read_faster_than_its_requests_are_answered() throws Exception {
    var ahead = Text.get("/").repeat(20_000).getBytes(ISO_8859_1);
    var sent = new AtomicLong();
    try (var origin =
            HttpOrigin.start(
                (asked, to) -> {
                  if (asked.number() > 1000) {
                    to.socket().getInputStream().read();
                  }
                  to.respond(200, "ok");
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      var sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 400; i++) {
                        client.send(ahead);
                        sent.addAndGet(ahead.length);
                      }
                    } catch (IOException ended) {
                      // The test has seen enough.
                    }
                  });
      RunningDirector.awaitTrue(() -> origin.requests().size() > 1000);
      RunningDirector.awaitStill(sent::get);
      // The system's own buffers take some megabytes.
      assertThat(sent.get()).isLessThan(60_000_000);
      client.reset();
      sender.join();
      director.awaitQuiet();
    }
  }
}
