package org.sallyport.identity;

/** What a first factor says of a user name, with or without a password. */
public sealed interface Identified {
  /** The person is known and the password, where one was given, is right. */
  record Accepted(Person person) implements Identified {}

  /**
   * A directory said no, which is final: nobody else is asked.
   *
   * @param reason for the audit log, such as {@code wrong password} or {@code account locked}
   */
  record Refused(String reason) implements Identified {}

  /** Every store answered, and none knows the name. */
  record Unknown() implements Identified {}

  /**
   * Nobody who would know can be reached, so nothing is known.
   *
   * @param cause for the log
   */
  record Unavailable(String cause) implements Identified {}
}
