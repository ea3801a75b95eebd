package org.sallyport.app.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.route.Json;

/** JSON for people: objects as names with values, lists of objects as tables. */
final class Outline {
  private static final int WIDEST = 60;

  private final StringBuilder text = new StringBuilder();

  private Outline() {}

  static String of(String json) {
    var outline = new Outline();
    outline.object(Json.readLeniently(json.getBytes(UTF_8), Map.class), "");
    return outline.text.toString();
  }

  private void object(Map<?, ?> object, String indent) {
    object.forEach((name, value) -> member(String.valueOf(name), value, indent));
  }

  private void member(String name, @Nullable Object value, String indent) {
    switch (value) {
      case Map<?, ?> inner when !inner.isEmpty() -> {
        text.append(indent).append(name).append(":\n");
        object(inner, indent + "  ");
      }
      case List<?> list when !list.isEmpty() && list.getFirst() instanceof Map<?, ?> ->
          table(name, list, indent);
      case null -> line(name, "–", indent);
      default -> line(name, flat(value), indent);
    }
  }

  private void line(String name, String value, String indent) {
    text.append(indent).append(name).append(": ").append(value).append('\n');
  }

  private void table(String name, List<?> rows, String indent) {
    var columns = new LinkedHashSet<String>();
    for (var row : rows) {
      if (row instanceof Map<?, ?> map) {
        map.keySet().forEach(key -> columns.add(String.valueOf(key)));
      }
    }
    var lines = new ArrayList<List<String>>();
    lines.add(List.copyOf(columns));
    for (var row : rows) {
      if (row instanceof Map<?, ?> map) {
        lines.add(columns.stream().map(column -> cut(flat(map.get(column)))).toList());
      }
    }
    text.append(indent).append(name).append(":\n");
    for (var line : lines) {
      text.append(indent).append("  ").append(aligned(line, lines).stripTrailing()).append('\n');
    }
  }

  private static String aligned(List<String> line, List<List<String>> all) {
    var out = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      int column = i;
      int width = all.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
      out.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
    }
    return out.toString();
  }

  private static String cut(String value) {
    return value.length() > WIDEST ? value.substring(0, WIDEST - 1) + "…" : value;
  }

  /** One line; control characters from elsewhere do not reach the terminal. */
  private static String flat(@Nullable Object value) {
    var text =
        switch (value) {
          case null -> "–";
          case Map<?, ?> map ->
              map.entrySet().stream()
                  .map(each -> each.getKey() + "=" + flat(each.getValue()))
                  .collect(Collectors.joining(" "));
          case List<?> list -> list.stream().map(Outline::flat).collect(Collectors.joining(", "));
          default -> value.toString();
        };
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
