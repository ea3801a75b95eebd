package org.sallyport.openpgp;

/**
 * Why something was not done.
 *
 * @param kind for programs
 * @param reason one sentence for people: what was found, what was expected; names no secret
 */
public record Refusal(Kind kind, String reason) {
  /** Checks that there is a reason. */
  public Refusal {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a refusal says why");
    }
  }

  /** What programs tell apart. */
  public enum Kind {
    /** The bytes are not what they should be. */
    MALFORMED,
    /** Well formed, but nothing that is understood here. */
    UNSUPPORTED,
    /** More or deeper than the limits allow. */
    LIMIT,
    /** An algorithm or form that the policy does not accept. */
    POLICY,
    /** A passphrase is needed, or the one given is wrong. */
    LOCKED,
    /** No key that can and may do this. */
    NO_USABLE_KEY,
    /** None of the keys and passwords given opens the message. */
    CANNOT_DECRYPT,
    /** The message was changed after it was encrypted, cut short, or never protected. */
    NOT_AUTHENTIC,
    /** No signature that counts. */
    NO_SIGNATURE
  }
}
