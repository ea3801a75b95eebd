package org.sallyport.director.admin.part;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.director.admin.EventView;
import org.sallyport.director.admin.api.AdminApi;

class EventStreamTest {
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private BufferedReader open(Socket socket, String query, String header) throws IOException {
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + AdminApi.EVENT_STREAM
                    + query
                    + " HTTP/1.1\r\nHost: localhost\r\n"
                    + header
                    + "\r\n")
                .getBytes(UTF_8));
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  private static String next(BufferedReader in, String start) throws IOException {
    var line = in.readLine();
    while (!line.startsWith(start)) {
      line = in.readLine();
    }
    return line;
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), served.listener.port());
  }

  private void happen(String name) {
    served.director.happen(EventView.Severity.INFO, name, Map.of());
  }

  @Test
  void what_was_missed_comes_first_then_what_happens() throws IOException {
    try (var socket = connect()) {
      var in = open(socket, "?after=1", "");
      assertThat(next(in, "id:")).isEqualTo("id: 2");
      assertThat(next(in, "data:")).contains("\"name\":\"member-down\"");
      assertThat(next(in, "id:")).isEqualTo("id: 3");
      happen("member-up");
      assertThat(next(in, "id:")).isEqualTo("id: 4");
      assertThat(next(in, "event:")).isEqualTo("event: event");
      assertThat(next(in, "data:")).contains("\"name\":\"member-up\"");
    }
  }

  @Test
  void a_client_that_comes_back_goes_on_where_it_was() throws IOException {
    try (var socket = connect()) {
      var in = open(socket, "?after=0", "Last-Event-ID: 2\r\n");
      assertThat(next(in, "id:")).isEqualTo("id: 3");
    }
  }

  @Test
  void without_a_place_to_begin_only_the_new_is_sent() throws IOException {
    try (var socket = connect()) {
      var in = open(socket, "", "");
      assertThat(next(in, "retry:")).isEqualTo("retry: 2000");
      happen("member-up");
      assertThat(next(in, "id:")).isEqualTo("id: 4");
    }
  }
}
