package org.sallyport.openpgp;

import org.bouncycastle.bcpg.sig.RevocationReasonTags;

/**
 * Why something is revoked (RFC 9580 section 5.2.3.31).
 *
 * @param reason for programs
 * @param comment for people; others can read it
 */
public record Revocation(Reason reason, String comment) {
  /** Bounds the comment. */
  public Revocation {
    if (comment.length() > 500) {
      throw new IllegalArgumentException("a comment has at most 500 characters");
    }
  }

  /** Without a comment. */
  public Revocation(Reason reason) {
    this(reason, "");
  }

  /** What programs tell apart. */
  public enum Reason {
    /** Nothing said: taken for the worst, so signatures of all times are void. */
    UNSPECIFIED(RevocationReasonTags.NO_REASON),
    /** Another key is used now; older signatures stay good. */
    SUPERSEDED(RevocationReasonTags.KEY_SUPERSEDED),
    /** Somebody else has the key: signatures of all times are void. */
    COMPROMISED(RevocationReasonTags.KEY_COMPROMISED),
    /** No longer used; older signatures stay good. */
    RETIRED(RevocationReasonTags.KEY_RETIRED),
    /** The user id is no longer right. */
    USER_ID_INVALID(RevocationReasonTags.USER_NO_LONGER_VALID);

    private final byte code;

    Reason(byte code) {
      this.code = code;
    }

    byte code() {
      return code;
    }
  }
}
