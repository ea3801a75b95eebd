package org.sallyport.encryption.consumer;

/** What becomes of another directory name for somebody. */
public sealed interface Relinking {
  /** It is theirs. */
  record Done(Consumer consumer) implements Relinking {}

  /** There is nobody of that id. */
  record Unknown() implements Relinking {}

  /** Somebody else has it. */
  record Taken(Consumer by) implements Relinking {}
}
