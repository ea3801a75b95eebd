package org.sallyport.wire.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a server can do beyond RFC 5321's minimum, as its answer to EHLO says.
 *
 * @param words by keyword, in upper case and in their order, what follows it; empty where nothing
 *     does
 */
public record Capabilities(Map<String, String> words) {
  public static final String SIZE = "SIZE";
  public static final String PIPELINING = "PIPELINING";
  public static final String EIGHT_BIT_MIME = "8BITMIME";
  public static final String SMTPUTF8 = "SMTPUTF8";
  public static final String DSN = "DSN";
  public static final String CHUNKING = "CHUNKING";
  public static final String STARTTLS = "STARTTLS";
  public static final String AUTH = "AUTH";
  public static final String ENHANCEDSTATUSCODES = "ENHANCEDSTATUSCODES";
  public static final String XCLIENT = "XCLIENT";
  public static final String XFORWARD = "XFORWARD";

  /** What a server that knows HELO alone has. */
  public static final Capabilities NONE = new Capabilities(Map.of());

  private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,63}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  public Capabilities {
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    for (var each : words.entrySet()) {
      if (!KEYWORD.matcher(each.getKey()).matches()
          || each.getValue().chars().anyMatch(c -> c < ' ')) {
        throw new IllegalArgumentException("not a capability: " + each.getKey());
      }
    }
  }

  /**
   * Of an answer to EHLO; its first line is the server's name. Lines that are no capability are
   * passed over: what is not understood is not used. {@code AUTH=PLAIN}, as some old servers write
   * it, is one of them.
   */
  public static Capabilities of(Reply answer) {
    var words = new LinkedHashMap<String, String>();
    for (var line : answer.lines().subList(1, answer.lines().size())) {
      int space = line.indexOf(' ');
      var keyword = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
      if (KEYWORD.matcher(keyword).matches() && line.indexOf('\t') < 0) {
        words.putIfAbsent(keyword, space < 0 ? "" : line.substring(space + 1).strip());
      }
    }
    return new Capabilities(words);
  }

  /** Of keywords without anything after them. */
  public static Capabilities of(String... keywords) {
    var words = new LinkedHashMap<String, String>();
    for (var each : keywords) {
      words.put(each, "");
    }
    return new Capabilities(words);
  }

  /** Whether it is offered. */
  public boolean has(String keyword) {
    return words.containsKey(keyword);
  }

  /** The largest message in octets; empty: the server does not say (RFC 1870 section 3). */
  public OptionalLong largest() {
    var value = words.getOrDefault(SIZE, "");
    long size = NUMBER.matcher(value).matches() ? Long.parseLong(value) : 0;
    return size == 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** The words after a keyword; none where it is not offered. */
  public List<String> details(String keyword) {
    var value = words.getOrDefault(keyword, "");
    return value.isEmpty() ? List.of() : List.of(value.toUpperCase(Locale.ROOT).split(" +", -1));
  }

  /** The same without some. */
  public Capabilities without(Set<String> keywords) {
    var left = new LinkedHashMap<>(words);
    left.keySet().removeAll(keywords);
    return new Capabilities(left);
  }

  /** The same with another, which replaces one of the same keyword. */
  public Capabilities with(String keyword, String detail) {
    var all = new LinkedHashMap<>(words);
    all.put(keyword, detail);
    return new Capabilities(all);
  }

  /** What both have; where one is said in detail, as the other says it, sizes as the smaller. */
  public Capabilities both(Capabilities other) {
    var common = new LinkedHashMap<String, String>();
    for (var each : words.entrySet()) {
      if (other.has(each.getKey())) {
        common.put(each.getKey(), other.words.getOrDefault(each.getKey(), ""));
      }
    }
    if (common.containsKey(SIZE)) {
      long smaller = Math.min(bound(), other.bound());
      common.put(SIZE, smaller == Long.MAX_VALUE ? "" : Long.toString(smaller));
    }
    return new Capabilities(common);
  }

  private long bound() {
    return largest().orElse(Long.MAX_VALUE);
  }

  /** As lines of an answer to EHLO. */
  public List<String> lines() {
    return words.entrySet().stream()
        .map(
            each ->
                each.getValue().isEmpty() ? each.getKey() : each.getKey() + " " + each.getValue())
        .toList();
  }
}
