package org.sallyport.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

class EventLineTest {
  private final LoggerContext context = new LoggerContext();

  @Test
  void a_line_has_time_level_name_and_pairs_in_their_order() {
    assertThat(
            line(
                Level.WARN,
                "member-down",
                null,
                new KeyValuePair("pool", "keys"),
                new KeyValuePair("cause", "connect: refused"),
                new KeyValuePair("sessions", 412)))
        .isEqualTo(
            "2026-11-22T10:15:02.114Z WARN  member-down pool=keys cause=\"connect: refused\""
                + " sessions=412\n");
  }

  @Test
  void what_came_from_outside_cannot_begin_a_line_of_its_own() {
    var line =
        line(Level.INFO, "refused", null, new KeyValuePair("path", "/a\nERROR \u001b[31m\""));

    assertThat(line.lines()).hasSize(1);
    assertThat(line).endsWith("path=\"/a\\u000aERROR \\u001b[31m\\\"\"\n");
  }

  @Test
  void an_empty_value_is_seen_to_be_empty() {
    assertThat(line(Level.INFO, "e", null, new KeyValuePair("k", ""))).endsWith("INFO  e k=\"\"\n");
  }

  @Test
  void an_exception_follows_indented() {
    assertThat(line(Level.ERROR, "fault", new IllegalStateException("why")).lines())
        .element(1)
        .asString()
        .isEqualTo("    java.lang.IllegalStateException: why");
  }

  @ParameterizedTest
  @CsvSource({"debug,DEBUG", "WARN,WARN", "nonsense,INFO", ",INFO"})
  void the_level_comes_from_the_environment(@Nullable String variable, String level) {
    assertThat(LogSetup.fromEnvironment(variable)).hasToString(level);
  }

  private String line(Level level, String name, @Nullable Throwable thrown, KeyValuePair... pairs) {
    var logger = context.getLogger("org.sallyport.test");
    var event = new LoggingEvent("", logger, level, name, thrown, new Object[0]);
    event.setInstant(Instant.parse("2026-11-22T10:15:02.114Z"));
    event.setKeyValuePairs(List.of(pairs));
    return new EventLine().doLayout(event);
  }
}
