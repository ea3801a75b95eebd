package org.sallyport.encryption.mailrule;

/** What is done where a rule's protection cannot be had. */
public enum OrElse {
  /** The sender is told, and nothing leaves. */
  BOUNCE,
  /** The recipient reads it in a browser. */
  WEB_MAIL,
  /** It leaves in clear, signed where the server can sign for the sender. */
  SIGN,
  /** It leaves in clear. */
  PASS;

  /** Whether what was to be encrypted can leave in clear. */
  public boolean leavesInClear() {
    return this == SIGN || this == PASS;
  }
}
