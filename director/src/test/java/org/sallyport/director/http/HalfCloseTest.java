package org.sallyport.director.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.HttpOrigin;

@ExtendWith(NoLeaks.class)
final class HalfCloseTest {
  private static final String ANSWER = "x".repeat(30_000);
  private static final int WHOLE = HttpOrigin.response(200, ANSWER).length;

  @TempDir Path folder;

  /**
   * As many answers as just do not fit into the systems' buffers: the last wait in the director.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: close\r\n"})
  void a_client_that_ends_its_side_late_gets_what_is_on_its_way(String last) throws IOException {
    try (var origin = HttpOrigin.saying(ANSWER);
        var director = RunningDirector.start(folder, HttpBytesTest.WEB, origin.address())) {
      int most = answered(director);
      for (int less = 0; less < 4; less++) {
        try (var client = director.connect("web").patience(Duration.ofSeconds(30))) {
          int requests = most - less;
          client.send(
              Text.get("/").repeat(requests - 1)
                  + "GET / HTTP/1.1\r\nHost: web\r\n"
                  + last
                  + "\r\n");
          awaitAnswers(director);
          client.finish();
          var all = new String(client.readToEnd(), ISO_8859_1);
          assertThat(all.length())
              .as("answers of %d requests", requests)
              .isEqualTo(requests * WHOLE);
        }
      }
      director.awaitQuiet();
    }
  }

  /** How many answers are given to a client that takes none. */
  private static int answered(RunningDirector director) throws IOException {
    try (var client = director.connect("web")) {
      client.send(Text.get("/").repeat(3000));
      long answered = awaitAnswers(director);
      client.reset();
      return (int) answered;
    }
  }

  private static long awaitAnswers(RunningDirector director) {
    var counters = director.service("web").counters();
    RunningDirector.awaitStill(counters::requests);
    return counters.requests();
  }
}
