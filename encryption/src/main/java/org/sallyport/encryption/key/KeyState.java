package org.sallyport.encryption.key;

/** Where a key is in its life. */
public enum KeyState {
  /** It is offered to those who encrypt to its consumer. */
  ACTIVE,
  /** Another one took its place; it decrypts what was encrypted to it. */
  SUPERSEDED,
  /** Its holder or an administrator took it back. */
  REVOKED,
  /** Its end has come, and nobody has renewed it. */
  EXPIRED
}
