package org.sallyport.openpgp;

import java.util.function.Function;

/**
 * A value, or why there is none.
 *
 * @param <T> the value
 */
public sealed interface Result<T> {
  /**
   * It worked.
   *
   * @param value what came of it
   */
  record Of<T>(T value) implements Result<T> {}

  /**
   * It did not, as must be expected now and then.
   *
   * @param refusal why
   */
  record Refused<T>(Refusal refusal) implements Result<T> {}

  /** A value. */
  static <T> Result<T> of(T value) {
    return new Of<>(value);
  }

  /** No value. */
  static <T> Result<T> refused(Refusal.Kind kind, String reason) {
    return new Refused<>(new Refusal(kind, reason));
  }

  /** No value, for a reason that was found below. */
  static <T> Result<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** What follows from the value, where there is one. */
  default <U> Result<U> then(Function<? super T, ? extends Result<U>> next) {
    return switch (this) {
      case Of<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }

  /** The value changed, where there is one. */
  default <U> Result<U> map(Function<? super T, ? extends U> change) {
    return then(value -> new Of<>(change.apply(value)));
  }

  /**
   * The value, for callers that know it must be there, such as with keys of their own.
   *
   * @throws IllegalStateException with the reason, when there is none
   */
  default T orThrow() {
    return switch (this) {
      case Of<T>(T value) -> value;
      case Refused<T>(Refusal refusal) -> throw new IllegalStateException(refusal.reason());
    };
  }
}
