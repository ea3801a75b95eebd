package org.sallyport.gateway.settings;

import java.util.Locale;

/** Choices as they stand in the file. */
public final class Words {
  private Words() {}

  /** {@code PASSWORD_CODE} is {@code password-code}. */
  public static String of(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
