package org.sallyport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.web.route.Feed;

class EventStreamTest {
  private Example example;

  @BeforeEach
  void start() throws IOException {
    example =
        Example.start(
            builder -> builder.limits(new WebLimits(100, 2048, 16, 1, Duration.ofSeconds(30))));
  }

  @AfterEach
  void stop() {
    example.close();
  }

  private BufferedReader open(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(
            "GET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  private static String until(BufferedReader in, String end) throws IOException {
    var read = new StringBuilder();
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      read.append(line).append('\n');
      if (line.startsWith(end)) {
        return read.toString();
      }
    }
    return read.toString();
  }

  @Test
  void events_arrive_as_they_happen() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), example.server.port())) {
      var in = open(socket);
      var first = until(in, "data:");
      assertThat(first)
          .contains("200 OK")
          .containsIgnoringCase("content-type: text/event-stream")
          .contains("id: 1\nevent: event\ndata: {\"first\":true}");

      example.sinks.forEach(
          sink -> sink.accept(new Feed.Event("2", "event", Map.of("line", "a\nb"))));
      assertThat(until(in, "data:")).contains("id: 2\nevent: event\ndata: {\"line\":\"a\\nb\"}");
    }
  }

  @Test
  void too_many_streams_are_refused() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), example.server.port())) {
      until(open(socket), "data:");
      var answer = example.client.get("/stream");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isPresent();
    }
  }

  @Test
  void a_client_that_falls_behind_is_disconnected() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), example.server.port())) {
      var in = open(socket);
      until(in, "data:");
      var sink = example.sinks.getFirst();
      var large = Map.of("text", "x".repeat(100_000));
      for (int i = 0; i < 2000; i++) {
        sink.accept(new Feed.Event("3", "event", large));
      }
      until(in, "never");
      assertThat(in.readLine()).isNull();
    }
  }

  @Test
  void a_server_that_stops_ends_its_streams_at_once() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), example.server.port())) {
      var in = open(socket);
      until(in, "data:");
      long begun = System.nanoTime();
      example.server.close();

      until(in, "never");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
