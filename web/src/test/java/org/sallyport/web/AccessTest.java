package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.Secret;

class AccessTest {
  private static final String APPLES = "{\"name\":\"apples\",\"count\":4}";
  private static final String JSON = "Content-Type: application/json";

  private Example example;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    example = Example.start();
    client = example.client;
  }

  @AfterEach
  void stop() {
    example.close();
  }

  @Test
  void reading_is_open_on_loopback() {
    assertThat(client.get("/counts/apples").json().toString()).isEqualTo("{name=apples, count=3}");
  }

  @Test
  void a_change_without_the_token_is_refused_and_not_made() {
    var answer = client.send("POST", "/counts", APPLES, JSON);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).contains("Bearer realm=\"sallyport\"");
    assertThat(answer.json().get("type")).isEqualTo("urn:sallyport:problem:token-needed");
    assertThat(example.changes).isEmpty();
  }

  @Test
  void a_change_with_the_token_is_made() {
    assertThat(client.send("POST", "/counts", APPLES, JSON, Example.BEARER).status())
        .isEqualTo(204);
    assertThat(example.changes).containsExactly("127.0.0.1 (API) Count[name=apples, count=4]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer ",
        "Bearer correct-horse-battery-staple-fou",
        "Bearer correct-horse-battery-staple-four2",
        "Basic Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZS1mb3Vy",
        "correct-horse-battery-staple-four"
      })
  void a_wrong_token_is_refused_even_where_none_is_needed(String authorization) {
    assertThat(client.get("/counts/apples", "Authorization: " + authorization).status())
        .isEqualTo(401);
  }

  @Test
  void the_scheme_is_read_in_any_case() {
    var answer =
        client.send("POST", "/counts", APPLES, JSON, "authorization: bearer " + Example.TOKEN);
    assertThat(answer.status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "10.0.0.1", "localhost.evil.example"})
  void a_request_for_another_host_is_turned_away(String host) {
    var answer = client.get("/counts/apples", "Host: " + host);

    assertThat(answer.status()).isEqualTo(421);
    assertThat(answer.json().get("type")).isEqualTo("urn:sallyport:problem:other-host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:9", "127.8.9.1", "[::1]:80"})
  void the_names_of_loopback_are_answered(String host) {
    assertThat(client.get("/counts/apples", "Host: " + host).status()).isEqualTo(200);
  }

  @Test
  void a_configured_name_is_answered() throws IOException {
    try (var named = Example.start(builder -> builder.names(java.util.List.of("Admin.Example")))) {
      assertThat(named.client.get("/counts/apples", "Host: admin.example").status()).isEqualTo(200);
    }
  }

  @Test
  void an_address_beyond_loopback_needs_certificates() {
    assertThatThrownBy(() -> Example.on("0.0.0.0", builder -> builder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLS is needed");
  }

  @Test
  void a_replaced_token_ends_the_former_one() {
    example.server.replaceToken(AccessToken.of(Secret.ofText("another-horse-battery-staple-five")));

    assertThat(client.send("POST", "/counts", APPLES, JSON, Example.BEARER).status())
        .isEqualTo(401);
    assertThat(
            client
                .send(
                    "POST",
                    "/counts",
                    APPLES,
                    JSON,
                    "Authorization: Bearer another-horse-battery-staple-five")
                .status())
        .isEqualTo(204);
  }

  @Test
  void a_short_token_is_refused_before_anything_starts() {
    assertThatThrownBy(() -> AccessToken.of(Secret.ofText("thirty-one-bytes-are-not-enough")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fewer than 32 bytes");
  }
}
