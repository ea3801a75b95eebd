package org.sallyport.director.pool;

/**
 * Why a decision came out as it did.
 *
 * @param kind for metrics and programs
 * @param text a sentence for people, without a full stop
 */
public record Reason(Kind kind, String text) {

  /** What decided. */
  public enum Kind {
    /** The session was there before. */
    PERSISTENCE,
    /** The incumbent of a failover pool. */
    INCUMBENT,
    /** The first of the list that takes sessions. */
    ORDER,
    /** Its turn by weight. */
    WEIGHT,
    /** Its turn. */
    TURN,
    /** The fewest requests in hand for its weight. */
    FEWEST,
    /** The session cannot stay where it was. */
    MOVED,
    /** Another member failed this very request. */
    RETRY,
    /** No member takes the session. */
    NO_MEMBER,
    /** A member awaits its first verdict. */
    FIRST_CHECK
  }
}
