package org.sallyport.net.tls;

import java.util.List;
import java.util.function.Function;

/** What came of reading files. */
public sealed interface Loaded<T> {
  /**
   * They can be used.
   *
   * @param warnings what a person should still know, such as a certificate that has expired
   */
  record Ready<T>(T value, List<TlsProblem> warnings) implements Loaded<T> {
    public Ready {
      warnings = List.copyOf(warnings);
    }
  }

  /** They cannot be used; every problem that was found, never none. */
  record Refused<T>(List<TlsProblem> problems) implements Loaded<T> {
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a reason");
      }
    }
  }

  /** The value without warnings. */
  static <T> Loaded<T> ready(T value) {
    return new Ready<>(value, List.of());
  }

  /** A refusal with one reason. */
  static <T> Loaded<T> refused(String subject, String sentence) {
    return new Refused<>(List.of(new TlsProblem(subject, sentence)));
  }

  /**
   * The value, where the caller cannot go on without it.
   *
   * @throws IllegalStateException with every problem, when there is none
   */
  default T orElseThrow() {
    return switch (this) {
      case Ready<T>(var value, _) -> value;
      case Refused<T>(var problems) ->
          throw new IllegalStateException(
              String.join("; ", problems.stream().map(TlsProblem::toString).toList()));
    };
  }

  /** Goes on with the value, or keeps the refusal. Warnings of both are kept. */
  default <R> Loaded<R> then(Function<T, Loaded<R>> next) {
    return switch (this) {
      case Refused<T>(var problems) -> new Refused<>(problems);
      case Ready<T>(var value, var warnings) ->
          switch (next.apply(value)) {
            case Refused<R> refused -> refused;
            case Ready<R>(var result, var more) -> new Ready<>(result, Joined.of(warnings, more));
          };
    };
  }
}
