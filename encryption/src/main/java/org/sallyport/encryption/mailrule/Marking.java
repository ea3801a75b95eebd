package org.sallyport.encryption.mailrule;

/** How a message that was opened says what was found. */
public enum Marking {
  /** By header fields. */
  HEADER,
  /** By a text above its own, and by header fields. */
  BANNER,
  /** Not at all. */
  NONE
}
