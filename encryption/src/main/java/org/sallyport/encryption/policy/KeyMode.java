package org.sallyport.encryption.policy;

import java.util.Optional;
import java.util.stream.Stream;

/** Who has a person's secret key, and who can use it. */
public enum KeyMode {
  /** Server key mode: the server makes it and has it, and hands it to the person's clients. */
  SKM(true, true, true),
  /** Client key mode: it never leaves the client. */
  CKM(false, false, false),
  /** Guarded key mode: the server keeps it, under a passphrase that only the person knows. */
  GKM(true, false, false),
  /** Server-client key mode: the server can decrypt but never sign. */
  SCKM(true, true, false);

  private final boolean keepsSecrets;
  private final boolean decrypts;
  private final boolean signs;

  KeyMode(boolean keepsSecrets, boolean decrypts, boolean signs) {
    this.keepsSecrets = keepsSecrets;
    this.decrypts = decrypts;
    this.signs = signs;
  }

  /** Whether the server keeps secrets at all, be they locked. */
  public boolean keepsSecrets() {
    return keepsSecrets;
  }

  /** Whether the server can read what is encrypted to the key. */
  public boolean serverDecrypts() {
    return decrypts;
  }

  /** Whether the server can sign, renew and revoke with the key. */
  public boolean serverSigns() {
    return signs;
  }

  /** The mode that a word of JSON stands for. */
  public static Optional<KeyMode> of(String word) {
    return Stream.of(values()).filter(each -> each.name().equals(word)).findFirst();
  }
}
