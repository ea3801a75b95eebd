package org.sallyport.encryption.mailrule;

import java.util.Locale;

/** Which of the two chains begins with a message. */
public enum Direction {
  /** From our people to the world. */
  OUTBOUND,
  /** To our people. */
  INBOUND;

  /** The name of its chain. */
  public String chain() {
    return name().toLowerCase(Locale.ROOT);
  }
}
