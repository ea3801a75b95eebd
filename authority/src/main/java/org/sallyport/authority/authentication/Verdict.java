package org.sallyport.authority.authentication;

/** What became of an attempt. */
public sealed interface Verdict {
  /**
   * The person has the second factor.
   *
   * @param id of this authentication, {@code a_…}
   * @param credential what made the code
   */
  record Accepted(String id, String credential) implements Verdict {}

  /** No, and that is final. */
  record Refused(String id, Refusal reason) implements Verdict {}

  /** There is no such user. */
  record Unknown() implements Verdict {}

  /** The key was used for another request. */
  record Mismatch() implements Verdict {}
}
