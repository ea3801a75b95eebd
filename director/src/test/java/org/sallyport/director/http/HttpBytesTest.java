package org.sallyport.director.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;

@ExtendWith(NoLeaks.class)
final class HttpBytesTest {
  static final String WEB =
      """
      services: {web: {listen: 127.0.0.1:0, protocol: http, pool: p}}
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  private static final String LEARN =
      WEB.replace("pool: p}}", "pool: p, persistence: {by: cookie, mode: learn}}}");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50, 1000})
  void not_one_byte_is_added_or_taken_in_learn_mode(int segment) throws IOException {
    var request =
        "POST /enrol?a=b%20c HTTP/1.1\r\nhOST: web\r\nX-Odd:  spaces \r\nx-empty:\r\n"
            + "Cookie: other=1; ovidCookie=abc; x=y\r\nContent-Length: 5\r\n\r\nhello";
    var answer =
        "HTTP/1.1 200 Fine by me\r\nserver:  x \r\nSet-Cookie: ovidCookie=abc; Path=/\r\n"
            + "Content-Length: 3\r\n\r\nyes";
    try (var origin = HttpOrigin.start((asked, connection) -> connection.send(answer));
        var director = RunningDirector.start(folder, LEARN, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 3; i++) {
        client.sendInSegments(request.getBytes(ISO_8859_1), segment);
        assertThat(client.read(answer.length())).asString(ISO_8859_1).isEqualTo(answer);
      }
      var number = origin.requests().getFirst().connection();
      assertThat(origin.received(number)).asString(ISO_8859_1).isEqualTo(request.repeat(3));
    }
  }

  @Test
  void an_answer_that_comes_byte_by_byte_is_given_as_it_came() throws IOException {
    var answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Text.chunked("abcdef", 1);
    try (var origin =
            HttpOrigin.start(
                (asked, connection) -> {
                  for (var b : answer.getBytes(ISO_8859_1)) {
                    connection.send(new byte[] {b});
                  }
                });
        var director = RunningDirector.start(folder, LEARN, origin.address());
        var client = director.connect("web")) {
      for (int i = 0; i < 3; i++) {
        client.send(Text.get("/"));
        assertThat(client.read(answer.length())).asString(ISO_8859_1).isEqualTo(answer);
      }
    }
  }

  @Test
  void chunked_bodies_with_trailers_pass_both_ways_unchanged() throws IOException {
    var content = Text.random(60_000, 4);
    var request = Text.request("PUT", "/x", Text.chunked(content, 2), "Transfer-Encoding: chunked");
    var answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Text.chunked(content, 3);
    try (var origin = HttpOrigin.start((asked, connection) -> connection.send(answer));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      for (int segment : new int[] {100_000, 1460, 61}) {
        client.sendInSegments(request.getBytes(ISO_8859_1), segment);
        assertThat(client.read(answer.length())).asString(ISO_8859_1).isEqualTo(answer);
      }
      var number = origin.requests().getFirst().connection();
      assertThat(origin.received(number)).asString(ISO_8859_1).isEqualTo(request.repeat(3));
    }
  }

  @Test
  void ten_megabytes_pass_both_ways() throws IOException {
    var body = Text.random(10_000_000, 9);
    try (var origin =
            HttpOrigin.start((asked, connection) -> connection.respond(200, asked.body()));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web").patience(Duration.ofSeconds(20))) {
      client.send(Text.post("/big", body));
      assertThat(client.readResponse()).endsWith(body);
      client.send(Text.get("/after"));
      assertThat(client.readResponse()).startsWith("HTTP/1.1 200");
      var totals = director.member("p", "a").traffic().totals();
      assertThat(totals.bytesIn()).isGreaterThan(body.length());
      assertThat(director.service("web").counters().bytesIn()).isEqualTo(totals.bytesIn());
      assertThat(totals.bytesOut()).isGreaterThan(body.length());
    }
  }

  @Test
  void pipelined_requests_are_answered_in_their_order() throws IOException {
    try (var origin =
            HttpOrigin.start((asked, connection) -> connection.respond(200, asked.target()));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      var all = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        all.append(i % 3 == 0 ? Text.post("/" + i, "body" + i) : Text.get("/" + i));
      }
      client.send(all.toString());
      for (int i = 0; i < 500; i++) {
        assertThat(client.readResponse()).endsWith("\r\n\r\n/" + i);
      }
      assertThat(origin.requests()).hasSize(500);
    }
  }

  @Test
  void pipelined_requests_before_a_half_close_are_all_answered() throws IOException {
    try (var origin =
            HttpOrigin.start((asked, connection) -> connection.respond(200, asked.target()));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/1") + Text.get("/2") + Text.get("/3")).finish();
      assertThat(client.readToEnd()).asString().contains("/1", "/2").endsWith("/3");
      director.awaitQuiet();
    }
  }

  @Test
  void a_client_that_ends_its_side_after_a_body_in_pieces_is_answered() throws IOException {
    try (var origin =
            HttpOrigin.start((asked, connection) -> connection.respond(200, asked.body()));
        var director = RunningDirector.start(folder, WEB, origin.address())) {
      for (int i = 0; i < 20; i++) {
        try (var client = director.connect("web")) {
          client.sendInSegments(Text.post("/", "hello").getBytes(ISO_8859_1), 30).finish();
          assertThat(client.readToEnd()).asString().endsWith("hello");
        }
      }
      director.awaitQuiet();
    }
  }

  @Test
  void a_client_that_leaves_in_the_middle_of_its_body_costs_the_member_its_connection()
      throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 10\r\n\r\nabc").finish();
      assertThat(client.awaitEnd()).isEqualTo(RawClient.Ending.RESET);
      director.awaitQuiet();
      assertThat(origin.requests()).isEmpty();
      RunningDirector.awaitTrue(() -> origin.open() == 0);
    }
  }

  @Test
  void fifty_megabytes_wait_at_the_member_for_a_client_that_does_not_read() throws IOException {
    int size = 50_000_000;
    try (var origin =
            HttpOrigin.start(
                (asked, connection) -> {
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                  var part = new byte[50_000];
                  for (int i = 0; i < size / part.length; i++) {
                    connection.send(part);
                  }
                });
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web").patience(Duration.ofSeconds(20))) {
      client.send(Text.get("/"));
      client.readUntil("\r\n\r\n");
      var traffic = director.member("p", "a").traffic();
      // What the systems of both sides buffer passes; then the member waits.
      RunningDirector.awaitStill(() -> traffic.totals().bytesOut());
      assertThat(traffic.totals().bytesOut()).isLessThan(size / 2);
      assertThat(client.read(size)).hasSize(size);
      client.send(Text.get("/again"));
      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
    }
  }
}
