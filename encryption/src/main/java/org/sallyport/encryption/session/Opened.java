package org.sallyport.encryption.session;

/** What became of opening a session. */
public sealed interface Opened {
  /** It is open. */
  record Open(SessionToken token) implements Opened {}

  /** The signature has opened one before. */
  record Repeated() implements Opened {}

  /** The client is revoked, and has to enrol anew. */
  record Revoked() implements Opened {}

  /** Its consumer may not use the server for now. */
  record Disabled() implements Opened {}
}
