package org.sallyport.director.pool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions alive on one member, so that they can be cut at once. Any thread.
 *
 * <p>{@link #add} looks at the member after it has put the session in, and {@link #cut} runs after
 * the member's state has changed: a session that arrives in between is seen by one or both.
 */
public final class MemberSessions {
  private final Member member;
  private final Set<MemberSession> alive = ConcurrentHashMap.newKeySet();

  MemberSessions(Member member) {
    this.member = member;
  }

  /** Puts a session in. On a member that takes nothing it is cut before this returns. */
  public void add(MemberSession session) {
    alive.add(session);
    var status = member.status();
    if (status.takesNothing()) {
      session.cut(cutFor(status));
    }
  }

  /** Takes a session out; one that is not in is no error. */
  public void remove(MemberSession session) {
    alive.remove(session);
  }

  /** How many there are; weakly consistent. */
  public int size() {
    return alive.size();
  }

  /** Cuts every session. */
  void cut(Cut cut) {
    for (var session : alive) {
      session.cut(cut);
    }
  }

  static Cut cutFor(MemberStatus status) {
    return status.health() == Health.DOWN
        ? new Cut(Cut.Kind.MEMBER_DOWN, status.healthCause())
        : new Cut(Cut.Kind.MAINTENANCE, status.adminCause());
  }
}
