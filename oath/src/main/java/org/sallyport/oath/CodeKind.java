package org.sallyport.oath;

import java.util.Locale;
import java.util.Optional;

/** What moves a credential on from code to code. */
public enum CodeKind {
  /** Time (RFC 6238): the moving factor is a step. */
  TOTP,
  /** Use (RFC 4226): the moving factor is a counter. */
  HOTP;

  /** The lower-case name, as URIs and interfaces have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that name, in any case. */
  public static Optional<CodeKind> named(String word) {
    for (var kind : values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
