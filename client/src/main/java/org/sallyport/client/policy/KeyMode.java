package org.sallyport.client.policy;

/** Who has the secrets of a person's key; named as policies name it. */
public enum KeyMode {
  /** The server has all of them, and so do the person's machines. */
  SKM,
  /** Only the person's machine has them. */
  CKM,
  /** The server guards them under a passphrase that it does not know. */
  GKM,
  /** The server has what decrypts; only the person's machine has what signs. */
  SCKM
}
