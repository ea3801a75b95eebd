package org.sallyport.encryption.log;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which lines somebody looks for; what is empty is not looked at.
 *
 * @param client {@code c_…}
 * @param consumer {@code u_…}
 * @param least the level, or one that matters more
 * @param event its whole name
 * @param text what the text, or the value of a field, has in it, whatever the case
 * @param from not before, by the client's clock
 * @param to before
 */
public record LogQuery(
    Optional<String> client,
    Optional<String> consumer,
    Optional<LogLevel> least,
    Optional<String> event,
    Optional<String> text,
    Optional<Instant> from,
    Optional<Instant> to) {
  /** Every line. */
  public static final LogQuery ALL =
      new LogQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  boolean fits(LogLine line) {
    return least.map(level -> line.level().compareTo(level) >= 0).orElse(true)
        && event.map(line.event()::equals).orElse(true)
        && from.map(time -> !line.at().isBefore(time)).orElse(true)
        && to.map(line.at()::isBefore).orElse(true)
        && text.map(wanted -> mentions(line, wanted)).orElse(true);
  }

  private static boolean mentions(LogLine line, String wanted) {
    return line.text().filter(text -> contains(text, wanted)).isPresent()
        || line.fields().values().stream().anyMatch(value -> contains(value, wanted));
  }

  private static boolean contains(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
  }
}
