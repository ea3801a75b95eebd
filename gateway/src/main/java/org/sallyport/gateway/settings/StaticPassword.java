package org.sallyport.gateway.settings;

/** Whether a password without a code is enough. */
public enum StaticPassword {
  /** Never. */
  REFUSE,
  /** For users of whom the authority knows no second factor. */
  UNENROLLED,
  /** For everybody. */
  ALLOW
}
