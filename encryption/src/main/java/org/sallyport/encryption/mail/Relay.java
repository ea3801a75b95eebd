package org.sallyport.encryption.mail;

/** Takes letters. Called on virtual threads, several at a time; blocks within limits. */
@FunctionalInterface
interface Relay extends AutoCloseable {
  /**
   * Hands a letter over.
   *
   * @param content subject and text, with a line feed between
   */
  Handed hand(KeptLetter letter, String content);

  /** Ends what it keeps open. */
  @Override
  default void close() {
    // most keep nothing
  }
}
