package org.sallyport.encryption.protection;

import java.util.List;
import java.util.stream.Collectors;

/** What administrators and senders read about a decision. */
final class Sentences {
  private Sentences() {}

  static String keys(List<KeyUsed> used) {
    return used.stream()
        .map(key -> key.fingerprint().keyId() + " (" + key.source() + ", " + key.trust() + ")")
        .collect(Collectors.joining(", "));
  }

  /** A sentence that begins with a capital letter and ends with a full stop. */
  static String sentence(String text) {
    var end = text.endsWith(".") ? "" : ".";
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + end;
  }
}
