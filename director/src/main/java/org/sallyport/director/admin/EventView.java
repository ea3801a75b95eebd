package org.sallyport.director.admin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** How much it matters. */
  public enum Severity {
    /** As it should be. */
    INFO,
    /** Somebody should look. */
    WARNING
  }
}
