package org.sallyport.director.admin.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.sallyport.director.admin.api.AdminApi;

/** The OpenAPI document tells the truth: each operation in it answers as it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionTest {
  private Served served;
  private Map<?, ?> document;

  @BeforeAll
  void start() throws IOException {
    served = new Served();
    document = served.get("/openapi.json").json();
  }

  @AfterAll
  void stop() throws IOException {
    served.close();
  }

  private static Object at(Object parent, String step) {
    return Objects.requireNonNull(((Map<?, ?>) parent).get(step), step);
  }

  @Test
  void every_route_is_described() {
    var paths = ((Map<?, ?>) at(document, "paths")).keySet().stream().map(String::valueOf).toList();
    var declared =
        AdminApi.routes(served.director).stream().map(route -> route.path()).distinct().toList();
    assertThat(paths).containsAll(declared).contains("/", "/events", "/sign-in", "/openapi.json");
  }

  @Test
  void every_operation_has_an_id_of_its_own_and_says_what_it_does() {
    var ids = new ArrayList<String>();
    ((Map<?, ?>) at(document, "paths"))
        .values()
        .forEach(
            path ->
                ((Map<?, ?>) path)
                    .values()
                    .forEach(
                        operation -> {
                          ids.add(String.valueOf(at(operation, "operationId")));
                          assertThat(at(operation, "summary")).asString().endsWith(".");
                        }));
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(25);
  }

  @Test
  void every_reference_leads_to_a_schema() {
    var schemas = ((Map<?, ?>) at(at(document, "components"), "schemas")).keySet();
    var references =
        java.util.regex.Pattern.compile("#/components/schemas/([A-Za-z]+)")
            .matcher(served.get("/openapi.json").body())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(references).isNotEmpty().allMatch(schemas::contains);
  }

  @TestFactory
  Stream<DynamicTest> every_operation_answers_as_described() {
    var tests = new ArrayList<DynamicTest>();
    ((Map<?, ?>) at(document, "paths"))
        .forEach(
            (path, operations) ->
                ((Map<?, ?>) operations)
                    .forEach(
                        (method, operation) ->
                            tests.add(
                                DynamicTest.dynamicTest(
                                    method + " " + path,
                                    () -> answers("" + path, "" + method, operation)))));
    return tests.stream();
  }

  private void answers(String path, String method, Object operation) {
    if (path.equals(AdminApi.EVENT_STREAM)) {
      return; // does not end; see EventStreamTest
    }
    var form = form(operation);
    var answer =
        form.isEmpty()
            ? served.command(
                method.toUpperCase(Locale.ROOT), address(path, operation), body(operation))
            : served.form(address(path, operation), form, "none=1");
    var described = ((Map<?, ?>) at(operation, "responses")).get("" + answer.status());
    assertThat(described).as("status %d", answer.status()).isNotNull();
    if (!answer.body().isEmpty()) {
      var types = ((Map<?, ?>) at(Objects.requireNonNull(described), "content")).keySet();
      assertThat(types)
          .extracting(String::valueOf)
          .anyMatch(type -> type.equals("*/*") || answer.mediaType().startsWith(type));
    }
  }

  /** The path with the examples of its parameters. */
  private static String address(String path, Object operation) {
    var address = path;
    var query = new StringBuilder();
    for (var each : parameters(operation)) {
      var name = String.valueOf(at(each, "name"));
      var example = String.valueOf(at(each, "example"));
      if (at(each, "in").equals("path")) {
        address = address.replace("{" + name + "}", example);
      } else {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
        query.append(URLEncoder.encode(example, StandardCharsets.UTF_8));
      }
    }
    return address + query;
  }

  private static List<?> parameters(Object operation) {
    return ((Map<?, ?>) operation).get("parameters") instanceof List<?> all ? all : List.of();
  }

  private static String body(Object operation) {
    return ((Map<?, ?>) operation).get("requestBody") == null ? "" : "{\"member\":\"keys2\"}";
  }

  /** The examples of a form's fields; empty where no form is taken. */
  private static String form(Object operation) {
    if (!(((Map<?, ?>) operation).get("requestBody") instanceof Map<?, ?> body)
        || !(at(body, "content") instanceof Map<?, ?> content)
        || !(content.get("application/x-www-form-urlencoded") instanceof Map<?, ?> form)) {
      return "";
    }
    var fields = new StringBuilder();
    ((Map<?, ?>) at(at(form, "schema"), "properties"))
        .forEach(
            (name, field) ->
                fields
                    .append(name)
                    .append('=')
                    .append(((List<?>) at(field, "examples")).getFirst())
                    .append('&'));
    return fields.toString();
  }
}
