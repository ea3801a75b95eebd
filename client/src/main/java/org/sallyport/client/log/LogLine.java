package org.sallyport.client.log;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A line of the client's log.
 *
 * @param at when
 * @param level how grave
 * @param event its name, such as {@code policy-changed}
 * @param text for people; empty where the event says all
 * @param fields identifiers and numbers
 */
public record LogLine(
    Instant at, Level level, String event, Optional<String> text, Map<String, String> fields) {
  private static final int LONGEST_TEXT = 1000;
  private static final int LONGEST_VALUE = 500;

  /** How grave a line is, the least first; named as in policies and on the wire. */
  public enum Level {
    /** For whoever looks for a fault. */
    debug,
    /** What happens. */
    info,
    /** What should not happen. */
    warn,
    /** What did not work. */
    error
  }

  /** Copies the fields, and cuts what is too long for a line. */
  public LogLine {
    if (!event.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("not the name of an event: " + event);
    }
    text = text.map(one -> plain(one, LONGEST_TEXT));
    var cut = new TreeMap<String, String>();
    fields.forEach((name, value) -> cut.put(name, plain(value, LONGEST_VALUE)));
    fields = java.util.Collections.unmodifiableMap(cut);
  }

  /** A line is one line, also where a server's words are in it. */
  private static String plain(String text, int longest) {
    var one = text.replaceAll("\\p{Cntrl}", " ");
    return one.length() <= longest ? one : one.substring(0, longest);
  }

  LogLine numbered(long number) {
    var more = new TreeMap<>(fields);
    more.put("line", Long.toString(number));
    return new LogLine(at, level, event, text, more);
  }
}
