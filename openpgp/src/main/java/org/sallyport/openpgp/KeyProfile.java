package org.sallyport.openpgp;

/**
 * What a key that is made here consists of; docs/adr/0016-openpgp-profiles.md says why. Each has a
 * primary key that only certifies, a subkey that signs and a subkey that decrypts.
 */
public enum KeyProfile {
  /**
   * Version 4 with Ed25519 and Curve25519 as GnuPG has them since 2.1: every peer in use reads it.
   */
  CURVE25519_V4(4),
  /** Version 4 with RSA of 3072 bits, for peers without elliptic curves. */
  RSA_3072_V4(4),
  /**
   * Version 6 with Ed25519 and X25519 (RFC 9580): stronger fingerprints and authenticated
   * encryption, unreadable to GnuPG and to anything older than 2024.
   */
  CURVE25519_V6(6);

  private final int version;

  KeyProfile(int version) {
    this.version = version;
  }

  /** The version of its keys: 4 or 6. */
  public int version() {
    return version;
  }
}
