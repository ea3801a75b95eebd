package org.sallyport.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 5s}, {@code 10m}, {@code 8h}, {@code 1d}.
 */
public final class Durations {
  static final String PATTERN = "[0-9]{1,9}(ms|s|m|h|d)";
  static final String EXPECTED = "a duration with its unit, such as 500ms, 5s, 10m, 8h or 1d";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /**
   * Reads a number and its unit; at most 36500d, so that every duration fits in nanoseconds.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote the text
   */
  public static Duration parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("expected " + EXPECTED);
    }
    long count = Long.parseLong(form.group(1));
    var duration =
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("expected at most 36500d");
    }
    return duration;
  }

  /** The shortest text that {@link #parse} reads back; what is finer than a millisecond is cut. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
