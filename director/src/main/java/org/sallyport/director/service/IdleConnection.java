package org.sallyport.director.service;

/** A connection to a member that waits for its next request. Loop thread only. */
public interface IdleConnection {
  /** Closes the connection; nobody waits for an answer on it. */
  void discard();
}
