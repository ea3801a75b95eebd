package org.sallyport.director.admin.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and names as people read them. */
final class Words {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Words() {}

  /** Such as {@code 12,345}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** One decimal below ten, none above. */
  static String decimal(double number) {
    return number == 0 ? "0" : String.format(Locale.ROOT, number < 9.95 ? "%.1f" : "%,.0f", number);
  }

  /** Such as {@code 1.4 MiB}. */
  static String bytes(double number) {
    double rest = number;
    int unit = 0;
    while (rest >= 1024 && unit < BINARY.length - 1) {
      rest /= 1024;
      unit++;
    }
    return (unit == 0 ? count((long) rest) : decimal(rest)) + " " + BINARY[unit];
  }

  /** The two largest parts, such as {@code 3 d 4 h}. */
  static String length(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
  }

  /** Such as {@code 2026-01-31 17:04:05}, in UTC. */
  static String stamp(Instant at) {
    return STAMP.format(at);
  }

  /** With a capital and a full stop. */
  static String sentence(String text) {
    return text.isEmpty()
        ? ""
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }

  /** A constant's name as configuration files have it. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
