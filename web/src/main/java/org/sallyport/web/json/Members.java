package org.sallyport.web.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Durations;
import org.sallyport.config.Nearest;

/**
 * The members of a JSON object, each asked for by name and type. Every method throws {@link
 * JsonRefused} with 400 where the member is not so. One thread.
 */
public final class Members {
  private final String pointer;
  private final Map<String, Object> members;
  private final Set<String> asked = new LinkedHashSet<>();

  Members(String pointer, Map<String, Object> members) {
    this.pointer = pointer;
    this.members = members;
  }

  /** The pointer of a member (RFC 6901 section 3). */
  static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Ends the request because of a member that has the right type and a wrong value. */
  public JsonRefused wrong(String name, String expected) {
    return JsonRefused.member(below(pointer, name), expected);
  }

  /** Whether the member is there, be it null. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Text of 1 to {@code longest} characters, none of them a control character. */
  public String text(String name, int longest) {
    return required(name, optionalText(name, longest), "text");
  }

  /** The same where it may be absent. */
  public Optional<String> optionalText(String name, int longest) {
    return found(name).map(value -> asText(below(pointer, name), value, longest));
  }

  /**
   * The same where null takes a value away (RFC 7396); {@link #has} tells it from an absent one.
   */
  public Optional<String> clearableText(String name, int longest) {
    asked.add(name);
    return members.get(name) == JsonText.Null.NULL ? Optional.empty() : optionalText(name, longest);
  }

  /** Text that may have several lines, such as an armored certificate. */
  public Optional<String> optionalBlock(String name, int longest) {
    return found(name).map(value -> asBlock(below(pointer, name), value, longest));
  }

  /** A whole number. */
  public Optional<Long> number(String name, long least, long greatest) {
    return found(name).map(value -> asNumber(name, value, least, greatest));
  }

  /** True or false. */
  public Optional<Boolean> flag(String name) {
    return found(name)
        .map(
            value -> {
              if (value instanceof Boolean flag) {
                return flag;
              }
              throw wrong(name, "expected true or false");
            });
  }

  /** A duration with its unit, such as {@code 60s}. */
  public Optional<Duration> duration(String name, Duration least, Duration greatest) {
    return optionalText(name, 20)
        .map(
            text -> {
              try {
                var duration = Durations.parse(text);
                if (duration.compareTo(least) >= 0 && duration.compareTo(greatest) <= 0) {
                  return duration;
                }
              } catch (IllegalArgumentException e) {
                throw wrong(name, String.valueOf(e.getMessage()));
              }
              throw wrong(
                  name, "expected " + least.toSeconds() + "s to " + greatest.toSeconds() + "s");
            });
  }

  /** A time (RFC 3339, UTC). */
  public Optional<Instant> time(String name) {
    return optionalText(name, 40)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeException _) {
                throw wrong(name, "expected a time such as 2026-01-31T12:00:00Z");
              }
            });
  }

  /** One of some words. */
  public Optional<String> word(String name, Set<String> words) {
    return optionalText(name, 64)
        .map(
            text -> {
              if (words.contains(text)) {
                return text;
              }
              throw wrong(
                  name,
                  "expected one of "
                      + String.join(", ", words.stream().sorted().toList())
                      + Nearest.hint(text, words));
            });
  }

  /** An object within. */
  public Optional<Members> object(String name) {
    return found(name).map(value -> asMembers(below(pointer, name), value));
  }

  /** Objects in an array of at most {@code most}. The caller ends each. */
  public List<Members> objects(String name, int most) {
    var items = items(name, most);
    var objects = new ArrayList<Members>(items.size());
    for (int i = 0; i < items.size(); i++) {
      objects.add(asMembers(below(pointer, name) + "/" + i, items.get(i)));
    }
    return objects;
  }

  /** Texts in an array of at most {@code most}; an absent array is an empty one. */
  public List<String> texts(String name, int most, int longest) {
    var items = found(name).isEmpty() ? List.of() : items(name, most);
    var texts = new ArrayList<String>(items.size());
    for (int i = 0; i < items.size(); i++) {
      texts.add(asText(below(pointer, name) + "/" + i, items.get(i), longest));
    }
    return texts;
  }

  /**
   * Texts in an array as {@link #texts}, which may have several lines, such as armored
   * certificates.
   */
  public List<String> blocks(String name, int most, int longest) {
    var items = found(name).isEmpty() ? List.of() : items(name, most);
    var texts = new ArrayList<String>(items.size());
    for (int i = 0; i < items.size(); i++) {
      texts.add(asBlock(below(pointer, name) + "/" + i, items.get(i), longest));
    }
    return texts;
  }

  /**
   * An object whose members are whatever they are, for others to make sense of: texts, numbers,
   * flags, lists and objects of these, without null.
   *
   * @param longest names and values together, in characters
   */
  @SuppressWarnings("unchecked") // JsonText makes no other maps
  public Optional<Map<String, Object>> values(String name, int longest) {
    return found(name)
        .map(
            value -> {
              if (value instanceof Map<?, ?> object && whole(object)) {
                if (size(object) <= longest) {
                  return (Map<String, Object>) object;
                }
                throw wrong(name, "expected at most " + longest + " characters");
              }
              throw wrong(name, "expected an object without null in it");
            });
  }

  private static int size(Object value) {
    return switch (value) {
      case Map<?, ?> object ->
          object.entrySet().stream()
              .mapToInt(each -> each.getKey().toString().length() + size(each.getValue()))
              .sum();
      case List<?> list -> list.stream().mapToInt(Members::size).sum();
      default -> value.toString().length() + 1;
    };
  }

  private static boolean whole(Object value) {
    return switch (value) {
      case Map<?, ?> object -> object.values().stream().allMatch(Members::whole);
      case List<?> list -> list.stream().allMatch(Members::whole);
      default -> value != JsonText.Null.NULL;
    };
  }

  /** Ends the request because of an item of an array. */
  public JsonRefused wrongAt(String name, int index, String expected) {
    return JsonRefused.member(below(pointer, name) + "/" + index, expected);
  }

  /** An object of at most {@code most} texts by name; an absent one is empty. */
  public Map<String, String> textByName(String name, int most, int longest) {
    var object = object(name);
    if (object.isEmpty()) {
      return Map.of();
    }
    var given = object.get().members;
    if (given.size() > most) {
      throw wrong(name, "expected at most " + most + " members");
    }
    var texts = new LinkedHashMap<String, String>();
    for (var each : given.keySet()) {
      texts.put(each, object.get().text(each, longest));
    }
    return texts;
  }

  /** Refuses what nobody asked for. */
  public void end() {
    for (var name : members.keySet()) {
      if (!asked.contains(name)) {
        var known = asked.isEmpty() ? "none is" : "taken are " + String.join(", ", asked);
        throw wrong(name, "this member is not known; " + known + Nearest.hint(name, asked));
      }
    }
  }

  private Optional<Object> found(String name) {
    asked.add(name);
    return Optional.ofNullable(members.get(name));
  }

  private <T> T required(String name, Optional<T> value, String kind) {
    return value.orElseThrow(() -> wrong(name, "it is missing; expected " + kind));
  }

  private List<?> items(String name, int most) {
    var value = required(name, found(name), "an array");
    if (value instanceof List<?> items && items.size() <= most) {
      return items;
    }
    throw wrong(name, "expected an array of at most " + most);
  }

  @SuppressWarnings("unchecked") // JsonText makes no other maps
  private static Members asMembers(String at, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return new Members(at, (Map<String, Object>) object);
    }
    throw JsonRefused.member(at, "expected an object");
  }

  private static String asText(String at, @Nullable Object value, int longest) {
    if (value instanceof String text && printable(text)) {
      int length = text.codePointCount(0, text.length());
      if (length >= 1 && length <= longest) {
        return text;
      }
    }
    throw JsonRefused.member(
        at, "expected text of 1 to " + longest + " characters without control characters");
  }

  private static String asBlock(String at, @Nullable Object value, int longest) {
    if (value instanceof String text
        && !text.isBlank()
        && text.length() <= longest
        && printable(text.replaceAll("[\\r\\n\\t]", " "))) {
      return text;
    }
    throw JsonRefused.member(
        at, "expected text of 1 to " + longest + " characters, with or without line ends");
  }

  /** Half of a surrogate pair is no character either, and stores would not keep it. */
  private static boolean printable(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private long asNumber(String name, Object value, long least, long greatest) {
    if (value instanceof BigDecimal number) {
      try {
        long whole = number.longValueExact();
        if (whole >= least && whole <= greatest) {
          return whole;
        }
      } catch (ArithmeticException _) {
        throw wrong(name, "expected a whole number");
      }
    }
    throw wrong(name, "expected a whole number from " + least + " to " + greatest);
  }
}
