package org.sallyport.authority.push;

import org.sallyport.authority.authentication.Refusal;

/** What became of a challenge, so far. */
public sealed interface Pushed {
  /**
   * Nobody has decided.
   *
   * @param id of the authentication, {@code a_…}
   * @param number two digits that the person must enter on the device; empty where the login shows
   *     none
   */
  record Pending(String id, String number) implements Pushed {}

  /** The person approved on this device. */
  record Accepted(String id, String device) implements Pushed {}

  /** No, and that is final. */
  record Refused(String id, Refusal reason) implements Pushed {}

  /** There is no such user, or no such challenge. */
  record Unknown() implements Pushed {}

  /** The key was used for another request. */
  record Mismatch() implements Pushed {}
}
