package org.sallyport.authority.push;

/** What became of a decision. */
public sealed interface Decided {
  /** It counts; whether the login is accepted. A wrong number is taken as no. */
  record Taken(boolean accepted) implements Decided {}

  /** No challenge of this device's user has that id. */
  record Unknown() implements Decided {}

  /** It was decided before, or its time has passed. */
  record TooLate() implements Decided {}
}
