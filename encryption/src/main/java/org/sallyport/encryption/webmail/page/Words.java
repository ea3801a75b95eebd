package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.sallyport.encryption.webmail.Languages;

/** The pages' texts in one language. Immutable. */
final class Words {
  private static final Map<String, Words> ALL = all();
  private static final long KIB = 1024;
  private static final long MIB = KIB * KIB;

  private final String language;
  private final Properties texts;
  private final DateTimeFormatter time;

  private Words(String language) {
    this.language = language;
    texts = new Properties();
    try (var in = open("webmail_" + language + ".properties")) {
      texts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    time =
        DateTimeFormatter.ofPattern(of("time.pattern"), Locale.forLanguageTag(language))
            .withZone(ZoneId.systemDefault());
  }

  private static Reader open(String file) {
    var in = Words.class.getResourceAsStream(file);
    if (in == null) {
      throw new IllegalStateException("the module lacks " + file);
    }
    return new InputStreamReader(in, UTF_8);
  }

  private static Map<String, Words> all() {
    var all = new LinkedHashMap<String, Words>();
    Languages.ALL.forEach(language -> all.put(language, new Words(language)));
    return all;
  }

  /** Those there are texts in, as {@code en}; the first where nothing else is known. */
  static List<String> languages() {
    return List.copyOf(ALL.keySet());
  }

  /** The texts in a language, where there are any. */
  static Optional<Words> in(String language) {
    return Optional.ofNullable(ALL.get(language));
  }

  /**
   * The texts in the language that a browser likes best.
   *
   * @param accepted its Accept-Language header (RFC 9110 section 12.5.4)
   * @param otherwise the language where it likes none of them
   */
  static Words accepted(Optional<String> accepted, String otherwise) {
    try {
      if (accepted.isEmpty()) {
        return in(otherwise).orElseGet(Words::first);
      }
      var ranges = Locale.LanguageRange.parse(accepted.get());
      var best = Locale.lookupTag(ranges, ALL.keySet());
      return in(best == null ? otherwise : best).orElseGet(Words::first);
    } catch (IllegalArgumentException _) { // a header that is none
      return in(otherwise).orElseGet(Words::first);
    }
  }

  private static Words first() {
    return Objects.requireNonNull(ALL.get(languages().getFirst()));
  }

  String language() {
    return language;
  }

  /** A text with values in place of {@code {0}}, {@code {1}} and so on. */
  String of(String key, Object... values) {
    var text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no text " + key + " in " + language);
    }
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  /** Whether there is such a text. */
  boolean has(String key) {
    return texts.containsKey(key);
  }

  /** Its keys, for a test. */
  java.util.Set<String> keys() {
    return texts.stringPropertyNames();
  }

  /** A point in time, as people read it. */
  String at(Instant instant) {
    return time.format(instant);
  }

  /** The same for programs. */
  String iso(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** A day, as people read it. */
  String day(Instant instant) {
    return DateTimeFormatter.ofPattern(of("day.pattern"), Locale.forLanguageTag(language))
        .withZone(ZoneId.systemDefault())
        .format(instant);
  }

  /** A number of octets. */
  String size(long octets) {
    var locale = Locale.forLanguageTag(language);
    if (octets < KIB) {
      return octets + " B";
    }
    return octets < MIB
        ? String.format(locale, "%.0f KB", octets / (double) KIB)
        : String.format(locale, "%.1f MB", octets / (double) MIB);
  }

  /** How long somebody waits: whole minutes, at least one. */
  String wait(Duration duration) {
    long minutes = Math.max(1, (duration.toSeconds() + 59) / 60);
    return minutes == 1 ? of("wait.one") : of("wait.many", minutes);
  }
}
