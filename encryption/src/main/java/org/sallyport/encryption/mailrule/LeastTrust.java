package org.sallyport.encryption.mailrule;

/** Which keys a rule encrypts to; each level takes those before it, too. */
public enum LeastTrust {
  /** Those of our own directory. */
  OWN,
  /** Those that an administrator has looked at. */
  TRUSTED,
  /** Those that a search found for the address. */
  FOUND
}
