package org.sallyport.app.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.SecretSource;

class AdminClientTest {
  private static final String PROBLEM = "application/problem+json";

  @TempDir private Path folder;
  private HttpServer server;
  private Path token;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    token = Files.writeString(folder.resolve("admin-token"), "0123456789abcdef\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answers(int status, String type, String body) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  private AdminAnswer ask() throws Exception {
    return ask(server.getAddress().getPort());
  }

  private AdminAnswer ask(int port) throws Exception {
    var base = URI.create("http://127.0.0.1:" + port);
    try (var client =
        AdminClient.of(new AdminAddress(base, new SecretSource.File(token), Optional.empty()))) {
      return client.post("/api/v1/reload", null);
    }
  }

  private static String cause(AdminAnswer answer) {
    return answer instanceof AdminAnswer.Unreachable(var cause) ? cause : answer.toString();
  }

  @Test
  void what_a_node_gives_is_handed_on() throws Exception {
    answers(200, "application/json", "{\"changes\":[]}");

    assertThat(ask()).isEqualTo(new AdminAnswer.Given("{\"changes\":[]}"));
  }

  @Test
  void a_refusal_is_told_with_all_its_problems() throws Exception {
    answers(422, PROBLEM, "{\"detail\":\"the file has problems\",\"problems\":[\"a\",\"b\"]}");

    assertThat(ask())
        .isEqualTo(new AdminAnswer.Refused("the file has problems", List.of("a", "b")));
  }

  @Test
  void a_token_that_is_not_the_nodes_says_where_it_was_read() throws Exception {
    answers(401, PROBLEM, "{\"detail\":\"no\"}");

    assertThat(ask())
        .isEqualTo(
            new AdminAnswer.Refused(
                "the token in file:" + token + " is not the node's; name its file with --node",
                List.of()));
  }

  @Test
  void a_server_that_is_no_node_is_told_from_one_that_refuses() throws Exception {
    answers(404, "text/html", "<html>");

    assertThat(cause(ask())).contains("status 404", "not as a node does");
  }

  @Test
  void a_problem_that_is_no_json_is_not_understood() throws Exception {
    answers(409, PROBLEM, "{");

    assertThat(cause(ask())).contains("not understood");
  }

  @Test
  void where_nobody_listens_nobody_answers() throws Exception {
    assertThat(cause(ask(free()))).contains("nobody answers");
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
