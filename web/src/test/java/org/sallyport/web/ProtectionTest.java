package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionTest {
  private static final WebLimits SMALL = new WebLimits(100, 2048, 16, 1, Duration.ofSeconds(5));

  private Example example;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    example = Example.start(builder -> builder.limits(SMALL));
    client = example.client;
  }

  @AfterEach
  void stop() {
    example.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/counts/apples", "/counts/pears", "/nowhere", "/broken", "/sign-in"})
  void every_response_protects_its_reader(String path) {
    var answer = client.get(path);

    assertThat(answer.header("content-security-policy").orElseThrow())
        .startsWith("default-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("x-content-type-options")).contains("nosniff");
    assertThat(answer.header("referrer-policy")).contains("no-referrer");
    assertThat(answer.header("cache-control")).contains("no-store");
    assertThat(answer.header("strict-transport-security")).isEmpty();
    assertThat(answer.header("server")).isEmpty();
  }

  @Test
  void a_page_has_nothing_inline() {
    assertThat(client.get("/").body())
        .doesNotContain(" style=")
        .doesNotContain("<style")
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern(" on[a-z]+=");
  }

  @Test
  void a_page_works_without_script_and_renews_itself() {
    assertThat(client.get("/").body())
        .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
  }

  @Test
  void assets_are_cached_by_their_content() {
    var page = client.get("/").body();
    var path = page.replaceAll("(?s).*href=\"(/assets/pico[^\"]+)\".*", "$1");
    var answer = client.get(path);

    assertThat(path).contains("?v=");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type").orElseThrow()).startsWith("text/css;");
    assertThat(answer.header("cache-control").orElseThrow()).contains("immutable");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, 404, no-such-path",
    "POST, /nowhere, 404, no-such-path",
    "DELETE, /counts/apples, 405, method-not-allowed",
    "GET, /counts/aples, 404, unknown-count",
    "GET, /counts/apples?x=%zz&add=1, 200, ''",
    "GET, /assets/pico.min.cs, 404, unknown-file",
  })
  void failures_are_problems(String method, String path, int status, String code) {
    var answer = client.send(method, path, "");

    assertThat(answer.status()).isEqualTo(status);
    if (!code.isEmpty()) {
      assertThat(answer.header("content-type")).contains("application/problem+json");
      assertThat(answer.json().get("type")).isEqualTo("urn:sallyport:problem:" + code);
      assertThat(answer.json().get("status")).isEqualTo(status);
      assertThat(answer.json().get("detail")).asString().isNotEmpty();
    }
  }

  @Test
  void a_name_that_is_nearly_right_is_suggested() {
    assertThat(client.get("/counts/aples").json().get("detail"))
        .isEqualTo("there is no count named aples; did you mean apples?");
  }

  @Test
  void people_get_a_page_where_nothing_is() {
    var answer = client.get("/nowhere", "Accept: text/html");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type").orElseThrow()).startsWith("text/html;");
    assertThat(answer.body()).contains("Nothing is here");
  }

  @Test
  void what_breaks_says_nothing_but_a_reference_into_the_log() {
    var answer = client.get("/broken");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret detail").doesNotContain("IllegalState");
    assertThat(answer.json().get("reference")).asString().hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[]", "null", "{\"name\":\"a\"}", "{\"name\":\"a\",\"count\":1,\"x\":2}"})
  void a_body_that_is_not_the_expected_json_is_refused(String body) {
    var answer =
        client.send("POST", "/counts", body, "Content-Type: application/json", Example.BEARER);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail")).asString().contains("not the JSON that is expected");
    assertThat(example.changes).isEmpty();
  }

  @Test
  void a_body_of_another_media_type_is_refused() {
    var answer = client.send("POST", "/counts", "{}", "Content-Type: text/plain", Example.BEARER);
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void a_body_that_is_too_large_is_refused_however_it_is_framed() {
    var large = "x".repeat(101);
    var json = "Content-Type: application/json";
    assertThat(client.send("POST", "/counts", large, json, Example.BEARER).status()).isEqualTo(413);

    var chunked =
        client.raw(
            "POST /counts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + json
                + "\r\n"
                + Example.BEARER
                + "\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"
                + large
                + "\r\n0\r\n\r\n");
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.json().get("type")).isEqualTo("urn:sallyport:problem:body-too-large");
  }

  @Test
  void a_head_that_is_too_large_is_refused() {
    var answer = client.get("/counts/apples", "X: " + "x".repeat(3000));

    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.json().get("type")).isEqualTo("urn:sallyport:problem:refused");
    assertThat(answer.header("x-content-type-options")).contains("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /counts/apples HTTP/1.1\r\n\r\n",
        "GET /counts/apples HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "NONSENSE\r\n\r\n"
      })
  void malformed_http_is_refused(String request) {
    assertThat(client.raw(request).status()).isEqualTo(400);
  }
}
