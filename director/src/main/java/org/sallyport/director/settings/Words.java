package org.sallyport.director.settings;

import java.util.Locale;

/** Choices as they stand in the file. */
final class Words {
  private Words() {}

  static String of(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
