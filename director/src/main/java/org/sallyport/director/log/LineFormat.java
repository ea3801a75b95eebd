package org.sallyport.director.log;

import java.util.List;
import org.sallyport.director.settings.AccessField;
import org.sallyport.director.settings.AccessLogSettings;

/**
 * How an entry becomes a line. Whatever a client can influence is escaped, so that a line is always
 * one line with the same fields: log readers, terminals and JSON parsers see what was meant.
 */
sealed interface LineFormat permits TextFormat, JsonFormat {
  /** Appends the entry's line with its line feed. */
  void write(AccessEntry entry, LineBuffer line);

  /** The format that the settings ask for; no fields named means all of them. */
  static LineFormat of(AccessLogSettings settings) {
    var fields = settings.fields().isEmpty() ? List.of(AccessField.values()) : settings.fields();
    return switch (settings.format()) {
      case TEXT -> new TextFormat(fields);
      case JSON -> new JsonFormat(fields);
    };
  }
}
