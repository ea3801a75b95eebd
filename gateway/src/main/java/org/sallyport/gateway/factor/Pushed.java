package org.sallyport.gateway.factor;

/** What became of a challenge for a user's device. */
public sealed interface Pushed {
  /**
   * It was sent: a device has it, or will when it is switched on.
   *
   * @param id by which any gateway can wait for the outcome, at most 64 printable ASCII characters
   * @param number what the person must enter on the device to approve; empty where none was ordered
   */
  record Sent(String id, String number) implements Pushed {}

  /**
   * Nothing was sent, because the answer is known already: a refusal, nobody who would know, or in
   * continuity what the client's choice makes of it.
   */
  record Decided(Answer answer) implements Pushed {}
}
