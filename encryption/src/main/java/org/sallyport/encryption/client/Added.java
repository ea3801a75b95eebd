package org.sallyport.encryption.client;

/** What became of adding a client. */
public sealed interface Added {
  /** It is one. */
  record Done(Client client) implements Added {}

  /** Its consumer has as many as one may have. */
  record TooMany() implements Added {}

  /** Its device key is that of another client. */
  record KeyInUse() implements Added {}
}
