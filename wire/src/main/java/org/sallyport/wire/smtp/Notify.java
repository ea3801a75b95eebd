package org.sallyport.wire.smtp;

/** When a sender wants a report about a recipient (RFC 3461 section 4.1). */
public enum Notify {
  /** Not at all; stands alone. */
  NEVER,
  /** When the message has arrived. */
  SUCCESS,
  /** When it will not arrive. */
  FAILURE,
  /** When it takes long. */
  DELAY
}
