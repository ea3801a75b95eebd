package org.sallyport.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sallyport.config.Leaf.Form;
import org.sallyport.kernel.ByteSize;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;

/** The types that a single value can be bound to. */
final class Leaves {
  private static final String WHOLE = "-?[0-9]{1,18}";

  private Leaves() {}

  /**
   * The leaf of a Java type.
   *
   * @throws IllegalStateException for a type that no value can be bound to: our fault
   */
  static Leaf of(Class<?> type) {
    if (type == String.class) {
      return new Leaf("text", "text", (text, _) -> text, new Form.Text(), false);
    }
    if (type == boolean.class) {
      return new Leaf(
          "true or false", "true or false", (text, _) -> truth(text), new Form.Truth(), false);
    }
    if (type == int.class || type == Integer.class) {
      return whole(number -> Math.toIntExact(number));
    }
    if (type == long.class || type == Long.class) {
      return whole(number -> number);
    }
    if (type == Duration.class) {
      return pattern("duration", Durations.EXPECTED, Durations.PATTERN, Durations::parse);
    }
    if (type == ByteSize.class) {
      return pattern(
          "size",
          "a size with its unit, such as 64KiB",
          "[0-9]{1,12}(B|KiB|MiB|GiB)",
          ByteSize::parse);
    }
    if (type == HostPort.class) {
      return pattern("host:port", "host:port", "(\\[[^\\]]+\\]|[^:]+):[0-9]{1,5}", HostPort::parse);
    }
    if (type == IpPrefix.class) {
      return pattern(
          "address or network",
          "an address or network, such as 10.0.0.0/8",
          "[0-9A-Fa-f.:]+(/[0-9]{1,3})?",
          IpPrefix::parse);
    }
    if (type == Path.class) {
      return new Leaf("path", "a path", Leaves::path, new Form.Text(), false);
    }
    if (type == SecretSource.class) {
      var form = new Form.Pattern("(file:.+|env:[A-Za-z_][A-Za-z0-9_]*)");
      return new Leaf("secret", SecretSources.EXPECTED, SecretSources::parse, form, true);
    }
    return type.isEnum() ? choice(type) : parsed(type);
  }

  private static Leaf pattern(
      String noun, String expected, String pattern, Function<String, Object> parse) {
    return new Leaf(
        noun, expected, (text, _) -> parse.apply(text), new Form.Pattern(pattern), false);
  }

  private static Leaf whole(Function<Long, Object> narrow) {
    return new Leaf(
        "number",
        "a whole number",
        (text, _) -> narrow.apply(number(text)),
        new Form.Whole(),
        false);
  }

  private static long number(String text) {
    if (!text.matches(WHOLE)) {
      throw new IllegalArgumentException("expected a whole number");
    }
    return Long.parseLong(text);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static Path path(String text, Path folder) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("expected a path");
    }
    return folder.resolve(text).normalize();
  }

  private static Leaf choice(Class<?> type) {
    var constants = new ArrayList<Enum<?>>();
    for (var constant : type.getEnumConstants()) {
      constants.add((Enum<?>) constant);
    }
    var words = constants.stream().map(Names::ofConstant).toList();
    return new Leaf(
        "choice",
        Names.anyOf(words),
        (text, _) -> chosen(text, words, constants),
        new Form.Choice(words),
        false);
  }

  private static Object chosen(String text, List<String> words, List<Enum<?>> constants) {
    int index = words.indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException(
          "expected " + Names.anyOf(words) + Nearest.hint(text, words));
    }
    return constants.get(index);
  }

  private static Leaf parsed(Class<?> type) {
    var method = parser(type);
    var written = type.getAnnotation(Written.class);
    var expected = written == null ? "text" : written.as();
    var form = written == null ? new Form.Text() : new Form.Pattern(written.pattern());
    return new Leaf(expected, expected, (text, _) -> invoke(method, text), form, false);
  }

  private static Method parser(Class<?> type) {
    try {
      var method = type.getDeclaredMethod("parse", String.class);
      if (Modifier.isStatic(method.getModifiers())) {
        method.setAccessible(true);
        return method;
      }
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no value can be bound to " + type, e);
    }
    throw new IllegalStateException("parse(String) is not static in " + type);
  }

  private static Object invoke(Method parse, String text) {
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("unexpected failure of " + parse, e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + parse, e);
    }
  }
}
