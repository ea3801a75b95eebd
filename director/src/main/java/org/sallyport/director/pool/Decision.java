package org.sallyport.director.pool;

import org.jspecify.annotations.Nullable;

/** Which member takes a session, with the reason. */
public sealed interface Decision {

  /** For people and metrics. */
  Reason reason();

  /**
   * The member takes it.
   *
   * @param member never one that is down, in maintenance or tried already
   */
  record Chosen(Member member, Reason reason) implements Decision {
    /** Whether it was pinned elsewhere: the caller pins it to {@link #member}. */
    public boolean moved() {
      return reason.kind() == Reason.Kind.MOVED;
    }
  }

  /**
   * Nothing can be said before a first check ends. The caller hands itself to {@link
   * Pool#whenVerdict} and decides again; when it has waited long enough, it adds {@link #member}'s
   * bit to {@code tried} where there is one and decides a last time.
   *
   * @param member the pinned member whose verdict is awaited, or null for any member's
   * @param sequence of the snapshot that made the decision
   */
  record Wait(@Nullable Member member, long sequence, Reason reason) implements Decision {}

  /** Nobody takes it. */
  record Refused(Reason reason) implements Decision {}
}
