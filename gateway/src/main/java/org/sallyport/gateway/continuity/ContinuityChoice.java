package org.sallyport.gateway.continuity;

/** What a client of the gateway wants for its logins while the authority cannot be reached. */
public enum ContinuityChoice {
  /** Nobody enters without the authority. */
  CLOSED,
  /** Codes are verified against packages that the authority issued before. */
  VERIFIED,
  /** The first factor alone decides; a code is asked for and not looked at. */
  FIRST_FACTOR
}
