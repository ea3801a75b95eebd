package org.sallyport.mime.structure;

/** What came of looking at a message. */
public sealed interface Scan {
  /**
   * It has a structure.
   *
   * @param message the structure, and what is wrong with it
   */
  record Read(Message message) implements Scan {}

  /**
   * Nothing can be said of it.
   *
   * @param reason one sentence for people
   * @param at the octet at which it was given up
   */
  record Unreadable(String reason, long at) implements Scan {}
}
