package org.sallyport.encryption.webmail;

/** How a person wants protected mail. */
public enum Delivery {
  /** In the browser. */
  WEB,
  /** By mail, encrypted to the key that they have proven. */
  KEY
}
