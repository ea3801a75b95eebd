package org.sallyport.authority.authentication;

import java.util.Locale;

/** Why an authentication was refused. */
public enum Refusal {
  /** No credential made this code for now. */
  WRONG_CODE,
  /** The code was used before. */
  REPLAYED,
  /** Too many wrong codes; the lock releases itself. */
  LOCKED,
  /** An administrator has disabled the user. */
  DISABLED,
  /** Nothing of the user's makes such codes, or no device waits for challenges. */
  NO_CREDENTIAL,
  /** The PIN is wrong or missing. */
  PIN,
  /** The person said no. */
  DENIED,
  /** Nobody decided in time. */
  EXPIRED,
  /** The person chose another number than was shown. */
  WRONG_NUMBER,
  /** A push without a number was asked for, and the tenant wants one. */
  NUMBER_REQUIRED;

  /** The word of the interface, such as {@code wrong-code}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The refusal that a {@link #word} stands for. */
  public static Refusal of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
