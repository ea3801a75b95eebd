package org.sallyport.director.pool;

/** What became of an administrator's command. */
public sealed interface AdminOutcome {

  /** What happened or what stands against it, a sentence for people. */
  String text();

  /** Done, or it was so already. */
  record Done(String text) implements AdminOutcome {}

  /** Nothing was changed. */
  record Refused(String text) implements AdminOutcome {}
}
