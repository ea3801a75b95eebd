package org.sallyport.encryption.mailgateway;

/**
 * What is done with a message that was sent whole to a next hop by a process that ended before it
 * read the answer.
 */
public enum InDoubt {
  /** It is not sent again; its sender is told that it may not have arrived. */
  TELL,
  /** It is sent again, and may arrive twice. */
  AGAIN
}
