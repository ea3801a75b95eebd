package org.sallyport.gateway.continuity;

import java.text.Normalizer;
import java.util.Locale;

/** User names as the authority compares them. */
final class UserKey {
  private UserKey() {}

  static String of(String user) {
    return Normalizer.normalize(user, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
