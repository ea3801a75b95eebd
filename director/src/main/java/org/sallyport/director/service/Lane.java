package org.sallyport.director.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Cut;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.MemberSession;
import org.sallyport.net.loop.Loop;

/**
 * The connections that one loop has open to one member for one service: those in use, in a list
 * that is linked through them, and those that wait for a request, youngest first.
 *
 * <p>Loop thread only, except {@link #cut}.
 */
@SuppressWarnings("ReferenceEquality") // the ends of a linked list are known by identity
public final class Lane implements MemberSession {
  private static final int MAX_IDLE = 256;

  private final Loop loop;
  private final Member member;
  private final ArrayDeque<IdleConnection> idle = new ArrayDeque<>();
  private @Nullable MemberSide first;
  private boolean retired;

  Lane(Loop loop, Member member) {
    this.loop = loop;
    this.member = member;
    member.sessions().add(this);
  }

  /** The member that this lane leads to. */
  public Member member() {
    return member;
  }

  /** Notes a connection that is being opened. */
  public void enter(MemberSide side) {
    side.live = true;
    side.next = first;
    if (first != null) {
      first.previous = side;
    }
    first = side;
  }

  /** Forgets a connection that has ended; a second call does nothing. */
  public void leave(MemberSide side) {
    if (!side.live) {
      return;
    }
    side.live = false;
    var before = side.previous;
    var after = side.next;
    if (before != null) {
      before.next = after;
    } else {
      first = after;
    }
    if (after != null) {
      after.previous = before;
    }
    side.previous = null;
    side.next = null;
    if (retired && first == null) {
      member.sessions().remove(this);
    }
  }

  /**
   * Keeps a connection for a later request; false when there are enough and it should be closed.
   */
  public boolean offer(IdleConnection connection) {
    if (retired || idle.size() >= MAX_IDLE) {
      return false;
    }
    idle.push(connection);
    return true;
  }

  /** The connection that has waited least, or null. */
  public @Nullable IdleConnection poll() {
    return idle.poll();
  }

  /** The connection that {@link #poll} would give, left where it is; or null. */
  public @Nullable IdleConnection peek() {
    return idle.peek();
  }

  /** Forgets a waiting connection that ended by itself. */
  public void forget(IdleConnection connection) {
    idle.remove(connection);
  }

  /** Cuts every connection to the member; called from any thread. */
  @Override
  public void cut(Cut cut) {
    loop.execute(() -> cutAll(cut));
  }

  private void cutAll(Cut cut) {
    discardIdle();
    var open = new ArrayList<MemberSide>();
    for (var side = first; side != null; side = side.next) {
      open.add(side);
    }
    for (var side : open) {
      // What is cut may take a neighbour with it.
      if (side.live) {
        side.cut(cut);
      }
    }
  }

  /** Closes what waits; once the last connection in use has ended, hears no more of the member. */
  void retire() {
    retired = true;
    discardIdle();
    if (first == null) {
      member.sessions().remove(this);
    }
  }

  private void discardIdle() {
    for (var connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.discard();
    }
  }
}
