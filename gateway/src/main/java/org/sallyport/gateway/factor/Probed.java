package org.sallyport.gateway.factor;

/** What a probe of the authority found. */
public sealed interface Probed {
  /** At least one address is ready. */
  record Reached() implements Probed {}

  /**
   * No address is.
   *
   * @param detail a sentence for the log
   */
  record Failed(Answer.Cause cause, String detail) implements Probed {}
}
