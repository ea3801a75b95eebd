package org.sallyport.authority.ledger;

/** What became of a change that was asked for. */
public sealed interface Change<T> {
  /** It was made; the state after it. */
  record Done<T>(T value) implements Change<T> {}

  /** There is nothing of that name. */
  record Unknown<T>() implements Change<T> {}

  /** There is something of that name already. */
  record Exists<T>() implements Change<T> {}

  /**
   * It was meant for another version.
   *
   * @param version what the version is now
   */
  record Stale<T>(long version) implements Change<T> {}

  /** What was asked for cannot be; a sentence for the person. */
  record Invalid<T>(String message) implements Change<T> {}
}
