package org.sallyport.config;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Maps, lists and scalars to JSON text (RFC 8259), indented for people. */
final class Json {
  private final StringBuilder text = new StringBuilder();

  private Json() {}

  static String of(Object value) {
    var json = new Json();
    json.value(value, 0);
    return json.text.append('\n').toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Map<?, ?> map -> object(map, depth);
      case List<?> list -> array(list, depth);
      case Number number -> text.append(number);
      case Boolean truth -> text.append(truth);
      default -> string(value.toString());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    var entries = map.entrySet().iterator();
    text.append('{');
    while (entries.hasNext()) {
      var entry = entries.next();
      line(depth + 1);
      string(entry.getKey().toString());
      text.append(": ");
      value(entry.getValue(), depth + 1);
      comma(entries);
    }
    close(map.isEmpty(), depth, '}');
  }

  private void array(List<?> list, int depth) {
    boolean scalars = list.stream().noneMatch(i -> i instanceof Map || i instanceof List);
    var items = list.iterator();
    text.append('[');
    while (items.hasNext()) {
      if (!scalars) {
        line(depth + 1);
      }
      value(items.next(), depth + 1);
      comma(items);
      if (scalars && items.hasNext()) {
        text.append(' ');
      }
    }
    close(scalars, depth, ']');
  }

  private void comma(Iterator<?> rest) {
    if (rest.hasNext()) {
      text.append(',');
    }
  }

  private void close(boolean sameLine, int depth, char bracket) {
    if (!sameLine) {
      line(depth);
    }
    text.append(bracket);
  }

  private void line(int depth) {
    text.append('\n').repeat("  ", depth);
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
