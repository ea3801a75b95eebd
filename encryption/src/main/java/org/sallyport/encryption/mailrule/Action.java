package org.sallyport.encryption.mailrule;

/** What happens where a rule holds. */
public sealed interface Action {
  /** The message is treated so, and no further rule is looked at. */
  record Treat(Treatment treatment) implements Action {}

  /**
   * The rules of another chain are looked at; where none of them decides, those behind this one.
   *
   * @param chain its name
   */
  record GoTo(String chain) implements Action {}

  /** The rules behind it are looked at. */
  record GoOn() implements Action {}
}
