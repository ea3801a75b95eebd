package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The texts of messages to people, by language. */
final class Letters {
  private static final Map<String, Properties> TEXTS =
      Languages.ALL.stream().collect(Collectors.toMap(each -> each, Letters::load));
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

  private Letters() {}

  /** What a message is about. */
  enum Kind {
    /** A message has come, and there is no passphrase yet. */
    FIRST,
    /** A message has come. */
    AGAIN,
    /** A link was asked for. */
    RESET,
    /** The passphrase was changed on the page. */
    CHANGED,
    /** Messages will be deleted. */
    MESSAGES,
    /** The account will be deleted. */
    ACCOUNT
  }

  /** Subject and text. */
  record Words(String subject, String text) {
    @Override
    public String toString() {
      return "Words[" + subject + "]";
    }
  }

  private static Properties load(String language) {
    try (var in = Letters.class.getResourceAsStream("letters_" + language + ".properties")) {
      if (in == null) {
        throw new IllegalStateException("no texts in " + language);
      }
      var texts = new Properties();
      texts.load(new InputStreamReader(in, UTF_8));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The words of a message.
   *
   * @param who has written, for messages that have come; one line
   */
  static Words words(
      Kind kind, String language, String organisation, String link, Instant until, String who) {
    var texts =
        requireNonNull(
            TEXTS.get(Languages.ALL.contains(language) ? language : Languages.ALL.getFirst()));
    var key = kind.name().toLowerCase(Locale.ROOT);
    return new Words(
        texts.getProperty(key + ".subject"),
        filled(
            texts.getProperty(key + ".text"),
            List.of(organisation, link, TIME.format(until.atOffset(ZoneOffset.UTC)), who)));
  }

  /** One pass: what a value says is no place for another. */
  private static String filled(String text, List<String> values) {
    var filled = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      boolean place =
          text.charAt(at) == '{' && at + 2 < text.length() && text.charAt(at + 2) == '}';
      if (place) {
        filled.append(values.get(text.charAt(at + 1) - '0'));
        at += 2;
      } else {
        filled.append(text.charAt(at));
      }
    }
    return filled.append('\n').toString();
  }
}
