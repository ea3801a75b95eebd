package org.sallyport.encryption.webmail;

/** Where a message lies in a mailbox. */
public enum Folder {
  /** What came for the person. */
  INBOX,
  /** What they wrote. */
  SENT
}
