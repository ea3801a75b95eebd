package org.sallyport.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Optional;
import org.sallyport.kernel.ByteSize;

/** The least and the greatest value of a key, from {@link Range} or {@link Within}. */
sealed interface Bounds {

  /** Any value. */
  record Open() implements Bounds {}

  /** Whole numbers. */
  record Whole(long min, long max) implements Bounds {}

  /** Durations. */
  record Time(Duration min, Duration max) implements Bounds {}

  /** Sizes. */
  record Size(ByteSize min, ByteSize max) implements Bounds {}

  /** The bounds that a component declares. */
  static Bounds of(RecordComponent component) {
    var range = component.getAnnotation(Range.class);
    if (range != null) {
      return new Whole(range.min(), range.max());
    }
    var within = component.getAnnotation(Within.class);
    if (within == null) {
      return new Open();
    }
    return within.max().endsWith("B")
        ? new Size(ByteSize.parse(within.min()), ByteSize.parse(within.max()))
        : new Time(Durations.parse(within.min()), Durations.parse(within.max()));
  }

  /** Whether {@code value} lies within. */
  default boolean hold(Object value) {
    return switch (this) {
      case Open _ -> true;
      case Whole w -> !(value instanceof Number n) || within(n.longValue(), w.min, w.max);
      case Time t -> !(value instanceof Duration d) || within(d, t.min, t.max);
      case Size s -> !(value instanceof ByteSize b) || within(b, s.min, s.max);
    };
  }

  private static <C extends Comparable<C>> boolean within(C value, C min, C max) {
    return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
  }

  /** {@code 1 to 10}, or nothing when every value does. */
  default Optional<String> text() {
    return switch (this) {
      case Open _ -> Optional.empty();
      case Whole w when w.max == Long.MAX_VALUE -> Optional.of("at least " + w.min);
      case Whole w when w.min == Long.MIN_VALUE -> Optional.of("at most " + w.max);
      case Whole w -> Optional.of(w.min + " to " + w.max);
      case Time t -> Optional.of(Durations.format(t.min) + " to " + Durations.format(t.max));
      case Size s -> Optional.of(s.min + " to " + s.max);
    };
  }
}
