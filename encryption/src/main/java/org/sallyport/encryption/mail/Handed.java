package org.sallyport.encryption.mail;

/** What a relay makes of a letter. */
sealed interface Handed {
  /** It is the relay's now. */
  record Taken() implements Handed {}

  /** It never will be. */
  record Refused(String reply) implements Handed {}

  /** Not now. */
  record Later(String problem) implements Handed {}
}
