package org.sallyport.director.pool;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of state within a pool, with its cause. */
public sealed interface PoolEvent {

  /** The pool's name. */
  String pool();

  /** When it happened. */
  Instant at();

  /** Why, for people. */
  String cause();

  /** A member's health or administrative state changed. */
  record MemberChanged(
      String pool, Member member, MemberStatus from, MemberStatus to, String cause, Instant at)
      implements PoolEvent {}

  /**
   * New sessions of a failover pool go to another member.
   *
   * @param from null where there was none
   * @param to null where nobody takes sessions
   */
  record IncumbentChanged(
      String pool, @Nullable Member from, @Nullable Member to, String cause, Instant at)
      implements PoolEvent {}

  /**
   * Every member that takes sessions is degraded and nobody is moved, or this is over.
   *
   * @param begins false where it is over
   */
  record SharedCause(String pool, boolean begins, String cause, Instant at) implements PoolEvent {}

  /** A reload changed who belongs to the pool. */
  record MembersChanged(
      String pool, List<Member> added, List<Member> removed, String cause, Instant at)
      implements PoolEvent {}
}
