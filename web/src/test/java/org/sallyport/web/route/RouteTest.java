package org.sallyport.web.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTest {
  @Test
  void a_path_and_its_declared_segments_agree() {
    assertThatThrownBy(() -> Route.get("/a/{b}", "a").handledBy(_ -> Reply.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/a/{b}");
  }

  @Test
  void what_reads_needs_less_than_what_changes() {
    assertThat(Route.get("/", "a").handledBy(_ -> Reply.empty()).access()).isEqualTo(Access.READ);
    assertThat(Route.post("/", "a").handledBy(_ -> Reply.empty()).access())
        .isEqualTo(Access.CHANGE);
    assertThat(Route.form("/", "a").handledBy(_ -> Reply.empty()).access())
        .isEqualTo(Access.CHANGE);
  }

  @Test
  void names_that_are_alike_are_suggested_best_first() {
    assertThat(NearestNames.of("key1", List.of("keys2", "keys1", "mail")))
        .containsExactly("keys1", "keys2");
    assertThat(NearestNames.of("web", List.of("database"))).isEmpty();
  }

  enum Kind {
    NEW_SESSIONS
  }

  record Sample(Kind kind, Optional<String> absent, java.time.Instant at) {}

  @Test
  void json_has_the_words_of_the_configuration() {
    var sample =
        new Sample(
            Kind.NEW_SESSIONS, Optional.empty(), java.time.Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(Json.text(sample))
        .isEqualTo("{\"kind\":\"new-sessions\",\"at\":\"2026-01-02T03:04:05Z\"}");
    assertThat(Json.readLeniently(Json.bytes(sample), Sample.class)).isEqualTo(sample);
  }
}
