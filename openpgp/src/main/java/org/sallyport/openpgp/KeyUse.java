package org.sallyport.openpgp;

import org.bouncycastle.bcpg.sig.KeyFlags;

/** What a key may be used for (RFC 9580 section 5.2.3.29). */
public enum KeyUse {
  /** Vouching for other keys, and for its own user ids and subkeys. */
  CERTIFY(KeyFlags.CERTIFY_OTHER),
  /** Signing messages and files. */
  SIGN(KeyFlags.SIGN_DATA),
  /** Decrypting what was encrypted to it. */
  ENCRYPT(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE),
  /** Logging in somewhere; not done here. */
  AUTHENTICATE(KeyFlags.AUTHENTICATION);

  private final int flags;

  KeyUse(int flags) {
    this.flags = flags;
  }

  int flags() {
    return flags;
  }
}
