package org.sallyport.encryption.consumer;

/** Whose consumer somebody who comes in is. */
public sealed interface Belonging {
  /**
   * One that is there.
   *
   * @param who with the address that is their first from now on
   */
  record Known(Consumer consumer, NewConsumer who) implements Belonging {}

  /**
   * One that is still to be made.
   *
   * @param who with the address that is their first
   */
  record Nobodys(NewConsumer who) implements Belonging {}

  /** The address belongs to another person, or is not the first of its person: they get nothing. */
  record Others(Address address) implements Belonging {}
}
