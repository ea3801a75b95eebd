package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescriptionTest {
  private Example example;
  private Map<?, ?> document;

  @BeforeEach
  void start() throws IOException {
    example = Example.start();
    document = example.client.get("/openapi.json").json();
  }

  @AfterEach
  void stop() {
    example.close();
  }

  private static Map<?, ?> object(Object parent, String... path) {
    var at = (Map<?, ?>) parent;
    for (var step : path) {
      at = (Map<?, ?>) Objects.requireNonNull(at.get(step), step);
    }
    return at;
  }

  @Test
  void it_is_openapi_3_1_of_this_server() {
    assertThat(document.get("openapi")).isEqualTo("3.1.1");
    assertThat(object(document, "info").get("title")).isEqualTo("Example");
  }

  @Test
  void every_route_is_in_it_the_kits_own_too() {
    assertThat(object(document, "paths").keySet())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "/counts/{name}",
            "/counts",
            "/",
            "/change",
            "/ledger",
            "/keys",
            "/keys/revoke",
            "/broken",
            "/stream",
            "/sign-in",
            "/sign-out",
            "/assets/{file}",
            "/openapi.json");
  }

  @Test
  void a_record_becomes_a_schema() {
    assertThat(object(document, "components", "schemas", "ExampleCount").toString())
        .contains("name={type=string}")
        .contains("count={")
        .contains("required=[name, count]");
  }

  @Test
  void what_needs_the_token_says_so() {
    var change = object(document, "paths", "/counts", "post");
    var read = object(document, "paths", "/counts/{name}", "get");

    assertThat(change.get("security")).hasToString("[{token=[]}]");
    assertThat(read.get("security")).hasToString("[{}, {token=[]}, {session=[]}]");
  }

  @Test
  void parameters_and_bodies_are_described() {
    var read = object(document, "paths", "/counts/{name}", "get");
    var change = object(document, "paths", "/counts", "post");

    assertThat(read.get("parameters"))
        .asString()
        .contains("name=name")
        .contains("in=path")
        .contains("in=query")
        .contains("example=apples");
    assertThat(change.get("requestBody")).asString().contains("#/components/schemas/ExampleCount");
  }
}
