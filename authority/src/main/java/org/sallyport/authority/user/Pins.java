package org.sallyport.authority.user;

import org.sallyport.kernel.Secret;

/** Hashes PINs, slowly. Safe for use by several threads; blocks for about a quarter of a second. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Pins {
  private Pins() {}

  /** A hash to keep, with its salt and cost. */
  public static String hash(Secret pin) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Whether a PIN is the one that was hashed. */
  public static boolean matches(Secret pin, String hash) {
    throw new UnsupportedOperationException("not yet");
  }
}
