package org.sallyport.director.pool;

/** What the checks say about a member. */
public enum Health {
  /** No verdict yet. */
  UNCHECKED,
  /** Fit for sessions. */
  UP,
  /** Alive, but something behind it is not; used while no member is up. */
  DEGRADED,
  /** Takes nothing. */
  DOWN
}
