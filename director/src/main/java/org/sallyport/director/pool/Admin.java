package org.sallyport.director.pool;

/** What an administrator wants of a member. */
public enum Admin {
  /** Takes sessions. */
  READY,
  /** Keeps old sessions and takes no new ones. */
  DRAIN,
  /** Takes nothing. */
  MAINTENANCE
}
