package org.sallyport.encryption.log;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A line as a client wrote it.
 *
 * @param at when, by the client's clock
 * @param event its name for programs, such as {@code policy-updated}
 * @param text for people
 * @param fields more, by name
 */
public record LogLine(
    Instant at, LogLevel level, String event, Optional<String> text, Map<String, String> fields) {
  /** The most fields of a line. */
  public static final int MOST_FIELDS = 20;

  /** The longest text. */
  public static final int LONGEST_TEXT = 4000;

  /** The longest value of a field. */
  public static final int LONGEST_VALUE = 500;

  /** Copies the map, in the order of names. */
  public LogLine {
    fields = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(fields));
  }
}
