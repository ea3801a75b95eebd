package org.sallyport.wire.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a relay says about whom it relays for, in XCLIENT or XFORWARD (Postfix's XCLIENT_README and
 * XFORWARD_README).
 *
 * @param words by name, in upper case: the value, decoded; empty for {@code [UNAVAILABLE]} and
 *     {@code [TEMPUNAVAIL]}
 */
public record Attributes(Map<String, Optional<String>> words) {
  public static final String NAME = "NAME";
  public static final String ADDR = "ADDR";
  public static final String PORT = "PORT";
  public static final String PROTO = "PROTO";
  public static final String HELO = "HELO";
  public static final String LOGIN = "LOGIN";
  public static final String DESTADDR = "DESTADDR";
  public static final String DESTPORT = "DESTPORT";
  public static final String IDENT = "IDENT";
  public static final String SOURCE = "SOURCE";

  static final Set<String> OF_XCLIENT =
      Set.of(NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR, DESTPORT);
  static final Set<String> OF_XFORWARD = Set.of(NAME, ADDR, PORT, PROTO, HELO, IDENT, SOURCE);

  private static final int LONGEST = 255;

  public Attributes {
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
  }

  /** The value of one; empty also where it is not known. */
  public Optional<String> value(String name) {
    return words.getOrDefault(name, Optional.empty());
  }

  /** Empty: malformed, or a name that the command does not have. */
  static Optional<Attributes> parse(String text, Set<String> known) {
    var all = new LinkedHashMap<String, Optional<String>>();
    for (var word : text.split(" ", -1)) {
      int equals = word.indexOf('=');
      var name = equals < 0 ? "" : word.substring(0, equals).toUpperCase(Locale.ROOT);
      var value = Xtext.decode(word.substring(equals + 1));
      if (!known.contains(name) || value.isEmpty() || !isPlain(value.get())) {
        return Optional.empty();
      }
      if (all.put(name, value.filter(each -> !isUnavailable(each))) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Attributes(all));
  }

  private static boolean isPlain(String value) {
    return value.length() <= LONGEST && value.chars().noneMatch(c -> c < ' ' || c == 0x7F);
  }

  private static boolean isUnavailable(String value) {
    return value.isEmpty()
        || value.equalsIgnoreCase("[UNAVAILABLE]")
        || value.equalsIgnoreCase("[TEMPUNAVAIL]");
  }

  /** Each word with a space before it. */
  public String format() {
    var text = new StringBuilder();
    words.forEach(
        (name, value) ->
            text.append(' ')
                .append(name)
                .append('=')
                .append(Xtext.encode(value.orElse("[UNAVAILABLE]"))));
    return text.toString();
  }
}
