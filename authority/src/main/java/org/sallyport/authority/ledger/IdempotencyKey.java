package org.sallyport.authority.ledger;

import java.util.regex.Pattern;

/** The form of the keys that make repeated requests one. */
public final class IdempotencyKey {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{16,64}");

  private IdempotencyKey() {}

  /** Whether a text is a key. */
  public static boolean matches(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Returns the key.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static String require(String text) {
    if (!matches(text)) {
      throw new IllegalArgumentException("an idempotency key is 16 to 64 of 0-9 A-Z a-z _ -");
    }
    return text;
  }
}
