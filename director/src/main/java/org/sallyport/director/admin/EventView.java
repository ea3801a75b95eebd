package org.sallyport.director.admin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sallyport.director.log.EventLog;

/**
 * An entry of the event log.
 *
 * @param id greater than every earlier one's, also across a restart; exact in a JSON number
 * @param name what kind of event, such as {@code member-down}
 * @param fields what it is about and why, in the order to be shown
 */
public record EventView(
    long id, Instant at, Severity severity, String name, Map<String, String> fields) {
  public EventView {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The view of an event as the log keeps it. */
  public static EventView of(EventLog.Recorded recorded) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : recorded.event().fields()) {
      fields.put(field.key(), field.value());
    }
    var severity =
        switch (recorded.event().severity()) {
          case INFO -> Severity.INFO;
          case WARNING -> Severity.WARNING;
        };
    return new EventView(recorded.id(), recorded.at(), severity, recorded.event().name(), fields);
  }

  /** How much it matters. */
  public enum Severity {
    /** As it should be. */
    INFO,
    /** Somebody should look. */
    WARNING
  }
}
