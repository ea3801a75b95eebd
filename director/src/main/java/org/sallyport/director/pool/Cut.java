package org.sallyport.director.pool;

/**
 * Why a session is asked to leave its member.
 *
 * @param kind what happened
 * @param cause the same for people
 */
public record Cut(Kind kind, String cause) {

  /** What happened. */
  public enum Kind {
    /** The member is down; {@code on-member-down} of the service decides. */
    MEMBER_DOWN,
    /** The member is in maintenance; {@code on-member-down} of the service decides. */
    MAINTENANCE,
    /** {@code fail-back: all} returns the session to the preferred member. */
    FAIL_BACK
  }
}
