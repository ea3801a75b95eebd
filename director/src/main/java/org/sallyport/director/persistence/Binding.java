package org.sallyport.director.persistence;

import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;

/** A member by its name, as the entries of one service refer to it; one object for each name. */
final class Binding {
  private final Scope scope;
  private final String member;
  private volatile @Nullable Member live;

  Binding(Scope scope, String member) {
    this.scope = scope;
    this.member = member;
  }

  Scope scope() {
    return scope;
  }

  String member() {
    return member;
  }

  /** Who bears the name in the pool now; null where nobody does. */
  @Nullable Member live(Pool pool) {
    var known = live;
    if (known == null || !pool.has(known)) {
      known = pool.member(member);
      live = known;
    }
    return known;
  }
}
