package org.sallyport.gateway.audit;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.gateway.settings.AuditLogSettings;

/** How an entry becomes a line, without its line feed. */
enum LineFormat {
  /** Values in order, parted by spaces; quoted where they have more than plain characters. */
  TEXT {
    @Override
    String line(AuditEntry entry) {
      return fields(entry).values().stream().map(LineFormat::text).collect(Collectors.joining(" "));
    }
  },
  /** One JSON object (RFC 8259), all values strings but the duration. */
  JSON {
    @Override
    String line(AuditEntry entry) {
      return fields(entry).entrySet().stream()
          .map(field -> quoted(field.getKey()) + ":" + json(field))
          .collect(Collectors.joining(",", "{", "}"));
    }
  };

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private static final String DURATION = "duration";

  abstract String line(AuditEntry entry);

  static LineFormat of(AuditLogSettings.Format format) {
    return switch (format) {
      case TEXT -> TEXT;
      case JSON -> JSON;
    };
  }

  /** The fields in their order; the duration in microseconds. */
  private static Map<String, String> fields(AuditEntry entry) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("time", TIME.format(entry.time()));
    fields.put("server", entry.server());
    fields.put("client", entry.client());
    fields.put("address", entry.address().getHostAddress());
    fields.put("user", entry.user());
    fields.put("mode", entry.mode());
    fields.put("result", entry.result().word());
    fields.put("reason", entry.reason());
    fields.put("store", entry.store());
    fields.put("credential", entry.credential());
    fields.put("continuity", entry.mark());
    fields.put(DURATION, Long.toString(entry.took().toNanos() / 1000));
    fields.put("id", entry.id());
    return fields;
  }

  private static String text(String value) {
    if (value.isEmpty()) {
      return "-";
    }
    boolean plain =
        !value.equals("-")
            && value.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '\\');
    return plain ? value : quoted(value);
  }

  private static String json(Map.Entry<String, String> field) {
    return field.getKey().equals(DURATION) ? field.getValue() : quoted(field.getValue());
  }

  /** A JSON string of printable ASCII. */
  private static String quoted(String value) {
    var quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7F) {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
