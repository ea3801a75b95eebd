package org.sallyport.authority.push;

/** What became of a decision. */
public sealed interface Decided {
  /** It counts; whether the login is accepted. A wrong number is taken as no. */
  record Taken(boolean accepted) implements Decided {}

  /** No challenge of this device's user has that id. */
  record Unknown() implements Decided {}

  /** The login shows a number, and none was entered. Nothing is decided. */
  record NumberMissing() implements Decided {}

  /** It was decided before, or its time has passed. */
  record TooLate() implements Decided {}
}
