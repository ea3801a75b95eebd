package org.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

class JunctionTest {
  private final Junction junction =
      new Junction(
          List.of(
              route("/v1/users"),
              route("/v1/users/{id}"),
              route("/v1/users/{id}/factors"),
              Route.post("/v1/things:batch", "batch").handledBy(_ -> Reply.empty()),
              route("/v1/things/{thing}")));

  private static Route route(String path) {
    var builder = Route.get(path, path);
    for (var segment : path.split("/", -1)) {
      if (segment.startsWith("{")) {
        builder.path(segment.substring(1, segment.length() - 1), "", "");
      }
    }
    return builder.handledBy(_ -> Reply.empty());
  }

  private Object found(String method, String path) {
    return switch (junction.find(method, path)) {
      case Junction.Way.To to -> to.route().path() + to.variables();
      case Junction.Way.Nowhere _ -> "nowhere";
      case Junction.Way.OtherMethods other -> other.allowed().toString();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/users | /v1/users[]",
        "/v1/users/anna | /v1/users/{id}[anna]",
        "/v1/users/anna/factors | /v1/users/{id}/factors[anna]",
        "/v1/users/finance%5Cjohn | /v1/users/{id}[finance\\john]",
        "/v1/users/a%2Fb | /v1/users/{id}[a/b]",
        "/v1/users/%2e%2e | /v1/users/{id}[..]",
        "/v1/users/j%C3%B6rg | /v1/users/{id}[jörg]",
        "/v1/users/a+b | /v1/users/{id}[a+b]",
      })
  void a_path_leads_to_its_route(String path, String expected) {
    assertThat(found("GET", path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/v1",
        "/v1/users/",
        "/v1//users",
        "/v1/users/anna/",
        "/v1/users/%",
        "/v1/users/%4",
        "/v1/users/%+1",
        "/v1/users/%FF",
        "/v1/users/j\u00f6rg",
        "/v1/%75sers"
      })
  void other_paths_lead_nowhere(String path) {
    assertThat(found("GET", path)).isEqualTo("nowhere");
  }

  @Test
  void a_path_with_other_methods_says_which() {
    assertThat(found("DELETE", "/v1/users")).isEqualTo("[GET]");
    assertThat(found("POST", "/v1/things:batch")).isEqualTo("/v1/things:batch[]");
    assertThat(found("HEAD", "/v1/users")).isEqualTo("/v1/users[]");
  }

  @Test
  void two_routes_do_not_share_a_path_and_a_method() {
    assertThatThrownBy(() -> new Junction(List.of(route("/a/{b}"), route("/a/{c}"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
