package org.sallyport.gateway.factor;

/** What the authority says of a code or a push. */
public sealed interface Answer {
  /**
   * The user has the second factor.
   *
   * @param credential the credential that matched; empty when none was looked at
   * @param basis who says so, for the audit log
   */
  record Accepted(String credential, Basis basis) implements Answer {
    /** The authority says so. */
    public Accepted(String credential) {
      this(credential, Basis.AUTHORITY);
    }
  }

  /**
   * No, which is final.
   *
   * @param reason for the audit log, such as {@code wrong code}, {@code replayed}, {@code locked},
   *     {@code denied}, {@code expired} or {@code no credential}
   * @param basis who says so, for the audit log
   */
  record Refused(String reason, Basis basis) implements Answer {
    /** The authority says so. */
    public Refused(String reason) {
      this(reason, Basis.AUTHORITY);
    }
  }

  /** The authority does not know the user. */
  record Unknown() implements Answer {}

  /** The authority gave no verdict, so nothing is known. */
  record Unavailable(Cause cause, String detail) implements Answer {}

  /** What an answer rests on. All but the first are marked in the audit log and counted. */
  enum Basis {
    /** The authority's own verdict. */
    AUTHORITY,
    /** In continuity: a package of codes that the authority issued before. */
    LOCAL_PACKAGE,
    /** In continuity: nothing but the first factor; no code was looked at. */
    FIRST_FACTOR_ALONE
  }

  /** Why the authority gave no verdict. */
  enum Cause {
    /** No connection to any address, or no answer in time. */
    UNREACHABLE,
    /** The HTTP proxy refuses, or cannot be reached itself. */
    PROXY,
    /** Our certificate or the authority's is expired, revoked or not believed. */
    CERTIFICATE,
    /** It says itself that it can judge nobody now: its store or its key is not there. */
    UNWELL,
    /** It answered, but not as the protocol has it. */
    FAULT
  }
}
