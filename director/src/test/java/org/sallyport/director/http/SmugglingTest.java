package org.sallyport.director.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.smuggling.SmugglingForm;

@ExtendWith(NoLeaks.class)
final class SmugglingTest {
  @TempDir Path folder;

  @Test
  void every_form_is_answered_with_its_status_and_none_reaches_a_member() throws IOException {
    var wrong = new ArrayList<String>();
    try (var origin = HttpOrigin.saying("reached");
        var director = RunningDirector.start(folder, HttpBytesTest.WEB, origin.address())) {
      for (var form : SmugglingForm.all()) {
        for (int segment : new int[] {100_000, 40}) {
          try (var client = director.connect("web")) {
            var answer = ask(client, form, segment);
            if (!answer.startsWith("HTTP/1.1 " + form.status() + " ")) {
              wrong.add(form + " in segments of " + segment + ": " + answer.lines().findFirst());
            }
          }
        }
      }
      director.awaitQuiet();
      assertThat(wrong).isEmpty();
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void a_form_behind_a_request_that_is_right_is_refused_and_the_first_one_answered()
      throws IOException {
    var wrong = new ArrayList<String>();
    try (var origin = HttpOrigin.saying("reached");
        var director = RunningDirector.start(folder, HttpBytesTest.WEB, origin.address())) {
      int asked = 0;
      for (var form : SmugglingForm.all()) {
        try (var client = director.connect("web")) {
          client.send("GET /first HTTP/1.1\r\nHost: web\r\n\r\n");
          var first = client.readResponse();
          var answer = ask(client, form, 100_000);
          asked++;
          if (!first.endsWith("reached")
              || !answer.startsWith("HTTP/1.1 " + form.status() + " ")
              || !answer.contains("Connection: close")) {
            wrong.add(form + ": " + answer.lines().findFirst());
          }
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(origin.requests())
          .hasSize(asked)
          .allMatch(request -> request.target().equals("/first"));
    }
  }

  /** The answer and what follows it up to the end of the connection. */
  private static String ask(RawClient client, SmugglingForm form, int segment) throws IOException {
    try {
      client.sendInSegments(form.bytes(), segment).finish();
    } catch (java.net.SocketException e) {
      // Refused before all of it was sent.
    }
    return new String(client.readToEnd(), ISO_8859_1);
  }
}
