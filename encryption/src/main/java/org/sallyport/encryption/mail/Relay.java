package org.sallyport.encryption.mail;

/** Takes letters. Called on virtual threads, several at a time; blocks within limits. */
@FunctionalInterface
interface Relay {
  /**
   * Hands a letter over.
   *
   * @param content subject and text, with a line feed between
   */
  Handed hand(KeptLetter letter, String content);
}
