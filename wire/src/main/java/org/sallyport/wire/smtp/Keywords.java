package org.sallyport.wire.smtp;

import java.util.Locale;

/** Constants of enums by name, in either case. */
final class Keywords {
  private Keywords() {}

  /**
   * The constant.
   *
   * @throws IllegalArgumentException if there is none
   */
  static <E extends Enum<E>> E of(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }
}
