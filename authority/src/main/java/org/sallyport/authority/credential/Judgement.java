package org.sallyport.authority.credential;

/** What a user's code was found to be; nothing has been changed yet. */
public sealed interface Judgement {
  /**
   * Right, not used before.
   *
   * @param credential what made it
   * @param spend uses it up, in the transaction it was judged in
   */
  record Right(String credential, Runnable spend) implements Judgement {}

  /** Right, but used before. */
  record Replayed() implements Judgement {}

  /** Wrong, though something of the user's makes codes of this length. */
  record Wrong() implements Judgement {}

  /** Nothing of the user's makes codes of this length, so it could not have matched. */
  record NoSuchLength() implements Judgement {}

  /** Nothing of the user's makes codes at all. */
  record NoCredential() implements Judgement {}
}
