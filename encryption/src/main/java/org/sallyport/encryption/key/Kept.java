package org.sallyport.encryption.key;

import org.sallyport.encryption.policy.KeyMode;

/** What became of a key that was to be made, kept or changed. */
public sealed interface Kept {
  /**
   * It is as it was wanted.
   *
   * @param made whether the server did not know it before
   */
  record Done(ConsumerKey key, boolean made) implements Kept {}

  /** The consumer's policy wants another mode. */
  record OtherMode(KeyMode wanted) implements Kept {}

  /**
   * It does not fit.
   *
   * @param reason a sentence for its holder
   */
  record Unfit(String reason) implements Kept {}

  /** There is no such key. */
  record Unknown() implements Kept {}
}
