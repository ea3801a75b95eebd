package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How pages write values. Times are UTC. */
final class Words {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  static String stamp(Instant at) {
    return STAMP.format(at);
  }

  static String stamp(Optional<Instant> at, String none) {
    return at.map(Words::stamp).orElse(none);
  }

  /** With thin groups of three: 12 345. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
  }

  static String of(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Such as {@code 5 minutes}. */
  static String span(Duration time) {
    if (time.toDays() > 1) {
      return time.toDays() + " days";
    }
    if (time.toHours() > 1) {
      return time.toHours() + " hours";
    }
    return time.toMinutes() > 1 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
  }

  /** A fingerprint in groups of four. */
  static String fingerprint(String hex) {
    return hex.toUpperCase(Locale.ROOT).replaceAll("(.{4})(?=.)", "$1 ");
  }

  /** As a value in a query or a segment of a path. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
