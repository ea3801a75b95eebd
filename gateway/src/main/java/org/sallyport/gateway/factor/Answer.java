package org.sallyport.gateway.factor;

/** What the authority says of a code or a push. */
public sealed interface Answer {
  /**
   * The user has the second factor.
   *
   * @param credential the credential that matched
   */
  record Accepted(String credential) implements Answer {}

  /**
   * The authority said no, which is final.
   *
   * @param reason for the audit log, such as {@code wrong code}, {@code replayed}, {@code locked},
   *     {@code denied}, {@code expired} or {@code no credential}
   */
  record Refused(String reason) implements Answer {}

  /** The authority does not know the user. */
  record Unknown() implements Answer {}

  /** The authority gave no verdict, so nothing is known. */
  record Unavailable(Cause cause, String detail) implements Answer {}

  /** Why the authority gave no verdict. */
  enum Cause {
    /** No connection to any address, or no answer in time. */
    UNREACHABLE,
    /** The HTTP proxy refuses, or cannot be reached itself. */
    PROXY,
    /** Our certificate or the authority's is expired, revoked or not believed. */
    CERTIFICATE,
    /** It answered, but not as the protocol has it. */
    FAULT
  }
}
