package org.sallyport.encryption.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.route.Json;

/** The lines of a batch as a column keeps them: a JSON array, nothing in it that is empty. */
final class LineColumn {
  private LineColumn() {}

  /** A line as JSON has it. */
  private record Kept(
      Instant at,
      LogLevel level,
      String event,
      @Nullable String text,
      @Nullable Map<String, String> fields) {}

  static String text(List<LogLine> lines) {
    return Json.text(
        lines.stream()
            .map(
                line ->
                    new Kept(
                        line.at(),
                        line.level(),
                        line.event(),
                        line.text().orElse(null),
                        line.fields().isEmpty() ? null : line.fields()))
            .toList());
  }

  static List<LogLine> read(String text) {
    return Stream.of(Json.readLeniently(text.getBytes(UTF_8), Kept[].class))
        .map(
            kept ->
                new LogLine(
                    kept.at(),
                    kept.level(),
                    kept.event(),
                    Optional.ofNullable(kept.text()),
                    kept.fields() == null ? Map.of() : kept.fields()))
        .toList();
  }
}
