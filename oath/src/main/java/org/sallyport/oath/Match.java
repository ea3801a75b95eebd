package org.sallyport.oath;

/** What a code was found to be. */
public sealed interface Match {
  /**
   * A code that has not been used.
   *
   * @param factor the step or counter it was made for
   */
  record Fresh(long factor) implements Match {}

  /**
   * A right code for a step or counter at or before the last one used (RFC 6238 section 5.2: the
   * verifier must not accept the second attempt).
   */
  record Used(long factor) implements Match {}

  /** No code of the window. */
  record None() implements Match {}
}
