package org.sallyport.encryption.policy;

import java.util.Optional;
import java.util.stream.Stream;

/** Who has a person's secret key, and who can use it. */
public enum KeyMode {
  /** Server key mode: the server makes it and has it, and hands it to the person's clients. */
  SKM,
  /** Client key mode: it never leaves the client. */
  CKM,
  /** Guarded key mode: the server keeps it, under a passphrase that only the person knows. */
  GKM,
  /** Server-client key mode: the server can decrypt but never sign. */
  SCKM;

  /** The mode that a word of JSON stands for. */
  public static Optional<KeyMode> of(String word) {
    return Stream.of(values()).filter(each -> each.name().equals(word)).findFirst();
  }
}
