package org.sallyport.mime.header;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates (RFC 5322 section 3.3, with the obsolete forms of section 4.3). */
public final class MailDate {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);
  private static final Pattern DATE =
      Pattern.compile(
          "(?:\\p{Alpha}+\\s*,?\\s*)?(\\d{1,2})[\\s-]+(\\p{Alpha}{3})\\p{Alpha}*[\\s-]+(\\d{2,4})\\s+"
              + "(\\d{1,2})\\s*[:.]\\s*(\\d{2})(?:\\s*[:.]\\s*(\\d{2}))?\\s*(\\S+)?.*");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> ZONES =
      List.of("edt", "est", "cdt", "cst", "mdt", "mst", "pdt", "pst");

  private MailDate() {}

  /** As it is written, in UTC. */
  public static String format(Instant instant) {
    return FORM.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** What a field's body says; empty where it says no date. */
  public static Optional<Instant> read(String body) {
    var tokens = new Tokens(body.length() > 200 ? body.substring(0, 200) : body);
    var text = new StringBuilder();
    while (!tokens.isAtEnd()) {
      tokens.blank();
      text.append(tokens.until("(")).append(' ');
    }
    var date = DATE.matcher(text.toString().strip());
    if (!date.matches()) {
      return Optional.empty();
    }
    int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
    var seconds = Optional.ofNullable(date.group(6)).map(Integer::parseInt).orElse(0);
    try {
      return Optional.of(
          OffsetDateTime.of(
                  year(date.group(3)),
                  month,
                  Integer.parseInt(date.group(1)),
                  Integer.parseInt(date.group(4)),
                  Integer.parseInt(date.group(5)),
                  // A leap second is the second before it.
                  Math.min(seconds, 59),
                  0,
                  zone(Optional.ofNullable(date.group(7)).orElse("")))
              .toInstant());
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** Section 4.3: years of two and three digits. */
  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return switch (digits.length()) {
      case 2 -> year + (year < 50 ? 2000 : 1900);
      case 3 -> year + 1900;
      default -> year;
    };
  }

  private static ZoneOffset zone(String zone) {
    if (zone.matches("[+-]\\d{4}")) {
      int sign = zone.charAt(0) == '-' ? -1 : 1;
      return ZoneOffset.ofHoursMinutes(
          sign * Integer.parseInt(zone.substring(1, 3)),
          sign * Integer.parseInt(zone.substring(3)));
    }
    int american = ZONES.indexOf(zone.toLowerCase(Locale.ROOT));
    // Other names say nothing that can be relied on, and count as UTC.
    return american < 0 ? ZoneOffset.UTC : ZoneOffset.ofHours(-4 - (american + 1) / 2);
  }
}
