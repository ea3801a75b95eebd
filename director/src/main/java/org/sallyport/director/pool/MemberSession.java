package org.sallyport.director.pool;

/** Something alive on a member: a relayed connection, or a client's connection with a request. */
public interface MemberSession {
  /**
   * Asks the session to end so that its client comes again and is sent elsewhere. The service's
   * settings decide whether it does. Called from any thread, perhaps twice; must not block.
   */
  void cut(Cut cut);
}
