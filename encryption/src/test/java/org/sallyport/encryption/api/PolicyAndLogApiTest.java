package org.sallyport.encryption.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.role.TestClient.json;
import static org.sallyport.encryption.role.TestClient.problem;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.log.LogQuery;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;

@ParameterizedClass
@EnumSource
class PolicyAndLogApiTest {
  private static final String LINE =
      "{\"at\":\"2026-11-22T08:00:00Z\",\"level\":\"info\",\"event\":\"started\",\"text\":\"%s\"}";

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private RunningServer server;
  private TestClient client;

  @BeforeEach
  void open() throws Exception {
    server = RunningServer.open(stores, folder);
    client = TestClient.of(server, "ada@example.com");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String batch(String id, String lines) {
    return "{\"batch\":\"%s\",\"lines\":[%s]}".formatted(id, lines);
  }

  @Test
  void a_client_gets_its_policy_once() throws Exception {
    var first = client.ask(server, "GET", "/v1/policy", "");
    var tag = first.headers().firstValue("ETag").orElseThrow();
    var second = client.ask(server, "GET", "/v1/policy", "", "If-None-Match", tag);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(json(first).path("document").asString()).contains("\"policy\":\"Default\"");
    assertThat(json(first).path("signature").asString()).startsWith("-----BEGIN PGP SIGNATURE");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(second.headers().firstValue("ETag")).hasValue(tag);
  }

  @Test
  void every_node_gives_the_same_document() throws Exception {
    try (var other = RunningServer.open(stores, folder)) {
      assertThat(client.ask(other, "GET", "/v1/policy", "").body())
          .isEqualTo(client.ask(server, "GET", "/v1/policy", "").body());
    }
  }

  @Test
  void without_a_session_there_is_no_policy() throws Exception {
    assertThat(problem(server.call("GET", "/v1/policy", ""))).isEqualTo("401 session");
  }

  @Test
  void a_batch_counts_once_on_every_node() throws Exception {
    var body = batch("b_0123456789", LINE.formatted("one") + "," + LINE.formatted("two"));
    try (var other = RunningServer.open(stores, folder)) {
      var first = client.ask(server, "POST", "/v1/logs", body);
      var second = client.ask(other, "POST", "/v1/logs", body);

      assertThat(first.body()).isEqualTo("{\"accepted\":2,\"known\":false}");
      assertThat(second.body()).isEqualTo("{\"accepted\":2,\"known\":true}");
    }
    var kept = server.domain().logs().page(LogQuery.ALL, OptionalLong.empty(), 10).lines();
    assertThat(kept).hasSize(2);
    assertThat(kept.getFirst().client()).isEqualTo(client.id);
    assertThat(kept.getFirst().address()).isEqualTo("ada@example.com");
  }

  @Test
  void a_wrong_line_is_named() throws Exception {
    var answer =
        client.ask(
            server,
            "POST",
            "/v1/logs",
            batch("b_0123456789", LINE.formatted("one") + ",{\"level\":\"info\"}"));

    assertThat(problem(answer)).isEqualTo("400 bad-member");
    assertThat(json(answer).path("member").asString()).isEqualTo("/lines/1/at");
  }

  @Test
  void large_batches_are_taken_and_larger_ones_refused() throws Exception {
    var lines =
        String.join(",", java.util.Collections.nCopies(60, LINE.formatted("x".repeat(3900))));
    var more =
        String.join(",", java.util.Collections.nCopies(70, LINE.formatted("x".repeat(3900))));

    assertThat(client.ask(server, "POST", "/v1/logs", batch("b_0123456789", lines)).statusCode())
        .isEqualTo(200);
    assertThat(problem(client.ask(server, "POST", "/v1/logs", batch("b_0123456780", more))))
        .isEqualTo("413 body-too-large");
  }
}
