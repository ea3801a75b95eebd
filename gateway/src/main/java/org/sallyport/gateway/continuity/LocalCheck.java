package org.sallyport.gateway.continuity;

import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Enrolment;

/** Verifies codes without the authority. Safe for use by several threads; blocks on files. */
interface LocalCheck {
  /**
   * Whether this is a code of the user's that was not used before; it is used up by asking. Refused
   * for a code that is known to be wrong or used; unavailable for a user of whom nothing is known.
   */
  Answer check(String user, String code);

  /** Remembers a code that the authority has just accepted, so that it is not accepted again. */
  void spent(String user, String code);

  /** Whether anybody's code could be verified now. */
  boolean live();

  /** The factors that can be verified here; unheard when nothing is known of the user. */
  Enrolment factors(String user);
}
