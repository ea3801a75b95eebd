package org.sallyport.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Bound values to the text that stands for them in a file. */
final class Texts {
  private Texts() {}

  static String of(Object value) {
    return switch (value) {
      case Duration duration -> Durations.format(duration);
      case Enum<?> constant -> Names.ofConstant(constant);
      case List<?> list -> list.stream().map(Texts::of).collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }
}
