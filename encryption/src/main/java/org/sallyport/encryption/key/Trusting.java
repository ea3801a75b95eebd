package org.sallyport.encryption.key;

/** What became of a certificate that was to be trusted. */
public sealed interface Trusting {
  /** It is. */
  record Done(TrustedKey key) implements Trusting {}

  /**
   * It cannot be.
   *
   * @param reason a sentence for the administrator
   */
  record Unfit(String reason) implements Trusting {}
}
