package org.sallyport.encryption.session;

/** What a token is found to be worth. */
public sealed interface Admission {
  /** It is good. */
  record In(ClientSession session) implements Admission {}

  /** It is over, was never one, or its client is barred: another session has to be opened. */
  record Out() implements Admission {}

  /** Who is barred is not known yet, so nobody is let in. */
  record Unknown() implements Admission {}
}
