package org.sallyport.wire.smtp;

/** What of a message a report of its failure brings back (RFC 3461 section 4.3). */
public enum Return {
  /** All of it. */
  FULL,
  /** Its header. */
  HDRS
}
